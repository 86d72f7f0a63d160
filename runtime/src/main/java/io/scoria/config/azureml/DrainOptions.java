package io.scoria.config.azureml;

import io.scoria.config.DrainConfig;
import java.util.List;

/** How the server stops. In the order of the help. */
final class DrainOptions {
  static final Setting<Integer> DELAY =
      Setting.of(
              "drain-delay-ms",
              Kinds.whole(0, "milliseconds"),
              "When told to stop, say at /readyz that it is not ready, and go on taking requests for"
                  + " so long, so that balancers send no more. Default: "
                  + DrainConfig.DEFAULT_DELAY_IN_CONTAINER_MS
                  + " in a container (one whose file system has /.dockerenv or /run/.containerenv, or"
                  + " where KUBERNETES_SERVICE_HOST is set) without a terminal, else "
                  + DrainConfig.DEFAULT_DELAY_MS
                  + ".")
          .option("N", "--drain-delay-ms")
          .variable("SCORIA_DRAIN_DELAY_MS");
  static final Setting<Integer> TIMEOUT =
      Setting.of(
              "drain-timeout-ms",
              Kinds.whole(1, "milliseconds"),
              "How long the requests that were accepted may take to be answered after that. What is"
                  + " left then is answered with 503. Default: "
                  + DrainConfig.DEFAULT_TIMEOUT_MS
                  + ".")
          .option("N", "--drain-timeout-ms")
          .variable("SCORIA_DRAIN_TIMEOUT_MS");

  static final List<Setting<?>> ALL = List.of(DELAY, TIMEOUT);

  private DrainOptions() {}
}

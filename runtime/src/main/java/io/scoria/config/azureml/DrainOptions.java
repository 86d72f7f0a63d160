package io.scoria.config.azureml;

import io.scoria.config.DrainConfig;
import java.util.List;

/** How the server stops. In the order of the help. */
final class DrainOptions {
  static final String DELAY_IN_CONTAINER = DrainConfig.DEFAULT_DELAY_IN_CONTAINER_MS / 1000 + "s";
  static final String NO_DELAY = DrainConfig.DEFAULT_DELAY_MS / 1000 + "s";
  static final String DEFAULT_TIMEOUT = DrainConfig.DEFAULT_TIMEOUT_MS / 1000 + "s";

  static final Setting<String> DELAY =
      Setting.of(
              "drain-delay",
              TimeText.kind(0, "0"),
              "When told to stop, say at /readyz that it is not ready, and go on taking requests for"
                  + " so long, so that balancers send no more. Default: "
                  + DELAY_IN_CONTAINER
                  + " in a container (one whose file system has /.dockerenv or /run/.containerenv, or"
                  + " where KUBERNETES_SERVICE_HOST is set) without a terminal, else "
                  + NO_DELAY
                  + ".")
          .option("TIME", "--drain-delay")
          .variable("SCORIA_DRAIN_DELAY");
  static final Setting<String> TIMEOUT =
      Setting.of(
              "drain-timeout",
              TimeText.kind(1, "1ms"),
              "How long the requests that were accepted may take to be answered after that. What is"
                  + " left then is answered with 503. Default: "
                  + DEFAULT_TIMEOUT
                  + ".")
          .option("TIME", "--drain-timeout")
          .variable("SCORIA_DRAIN_TIMEOUT");

  static final List<Setting<?>> ALL = List.of(DELAY, TIMEOUT);

  private DrainOptions() {}
}

package io.scoria.config.azureml;

import io.scoria.config.HttpLimits;
import java.util.List;

/** The most that is taken of a request and of a connection. In the order of the help. */
final class LimitOptions {
  static final Setting<Long> MAX_BODY =
      Setting.of(
              "max-body-bytes",
              Kinds.wholeLong(1, "bytes"),
              "Largest request body. Default: " + HttpLimits.DEFAULT_MAX_BODY_BYTES + " (100 MiB).")
          .option("N", "--max-body-bytes");

  static final List<Setting<?>> ALL = List.of(MAX_BODY);

  private LimitOptions() {}
}

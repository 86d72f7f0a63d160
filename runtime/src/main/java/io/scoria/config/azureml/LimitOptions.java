package io.scoria.config.azureml;

import io.scoria.config.HttpLimits;
import io.scoria.config.HttpTimes;
import java.util.List;

/** The most that is taken of a request and of a connection. In the order of the help. */
final class LimitOptions {
  private static final int MOST_HEAD_BYTES = 1 << 20;
  private static final int MOST_HEADERS = 10_000;

  static final Setting<Long> MAX_BODY =
      Setting.of(
              "max-body-bytes",
              Kinds.wholeLong(1, "bytes"),
              "Largest request body. Default: " + HttpLimits.DEFAULT_MAX_BODY_BYTES + " (100 MiB).")
          .option("N", "--max-body-bytes");
  static final Setting<Integer> MAX_LINE =
      Setting.of(
              "max-request-line-bytes",
              Kinds.whole(1, MOST_HEAD_BYTES, "bytes"),
              "A longer request line is refused with 414. Default: "
                  + HttpLimits.DEFAULT_MAX_URI_BYTES
                  + ".")
          .option("N", "--max-request-line-bytes");
  static final Setting<Integer> MAX_HEADER =
      Setting.of(
              "max-header-bytes",
              Kinds.whole(1, MOST_HEAD_BYTES, "bytes"),
              "More bytes of headers in a request are refused with 431. Default: "
                  + HttpLimits.DEFAULT_MAX_HEADER_BYTES
                  + ".")
          .option("N", "--max-header-bytes");
  static final Setting<Integer> MAX_HEADERS =
      Setting.of(
              "max-headers",
              Kinds.whole(1, MOST_HEADERS, ""),
              "More headers in a request are refused with 431. Default: "
                  + HttpLimits.DEFAULT_MAX_HEADERS
                  + ".")
          .option("N", "--max-headers");
  static final Setting<Integer> MAX_CONNECTIONS =
      Setting.of(
              "max-connections",
              Kinds.whole(1, ""),
              "Connections that are held at once; more are answered with 503 and closed. Default:"
                  + " by the process's descriptors and memory, 10000 at most.")
          .option("N", "--max-connections");
  static final Setting<Integer> MAX_PER_ADDRESS =
      Setting.of(
              "max-connections-per-address",
              Kinds.whole(1, ""),
              "The same of one address of clients, behind which a proxy may have many. Default: as"
                  + " many as there are.")
          .option("N", "--max-connections-per-address");
  static final Setting<Integer> MAX_REQUESTS =
      Setting.of(
              "max-requests-per-connection",
              Kinds.whole(1, ""),
              "A connection is closed after so many requests. Default: any number.")
          .option("N", "--max-requests-per-connection");
  static final Setting<Integer> HEADER_TIMEOUT =
      Setting.of(
              "header-timeout-ms",
              Kinds.whole(1, "milliseconds"),
              "Until the head of a request is whole, from its first byte or the connect; then 408."
                  + " Default: "
                  + HttpTimes.DEFAULT_HEADER_MS
                  + ".")
          .option("N", "--header-timeout-ms");
  static final Setting<Integer> MIN_BODY_RATE =
      Setting.of(
              "min-body-rate",
              Kinds.whole(0, "bytes a second"),
              "A body that comes slower than this within --body-window-ms is refused with 408; 0"
                  + " takes any. Default: "
                  + HttpTimes.DEFAULT_MIN_BODY_BYTES_PER_SECOND
                  + ".")
          .option("N", "--min-body-rate");
  static final Setting<Integer> BODY_WINDOW =
      Setting.of(
              "body-window-ms",
              Kinds.whole(1, "milliseconds"),
              "How long at a time the rate of a body is measured. Default: "
                  + HttpTimes.DEFAULT_BODY_WINDOW_MS
                  + ".")
          .option("N", "--body-window-ms");
  static final Setting<Integer> IDLE_TIMEOUT =
      Setting.of(
              "idle-timeout-ms",
              Kinds.whole(1, "milliseconds"),
              "A connection without a request is closed after this. Default: "
                  + HttpTimes.DEFAULT_IDLE_MS
                  + ".")
          .option("N", "--idle-timeout-ms");
  static final Setting<Integer> WRITE_STALL =
      Setting.of(
              "write-stall-ms",
              Kinds.whole(1, "milliseconds"),
              "A client that takes nothing of a reply for this long is given up. Default: "
                  + HttpTimes.DEFAULT_WRITE_STALL_MS
                  + ".")
          .option("N", "--write-stall-ms");

  static final List<Setting<?>> ALL =
      List.of(
          MAX_BODY,
          MAX_LINE,
          MAX_HEADER,
          MAX_HEADERS,
          MAX_CONNECTIONS,
          MAX_PER_ADDRESS,
          MAX_REQUESTS,
          HEADER_TIMEOUT,
          MIN_BODY_RATE,
          BODY_WINDOW,
          IDLE_TIMEOUT,
          WRITE_STALL);

  private LimitOptions() {}
}

package io.scoria.config.azureml;

import io.scoria.config.LogConfig;
import java.util.List;

/** What is written to standard output, and how. In the order of the help. */
final class LogOptions {
  static final Setting<String> FORMAT =
      Setting.of(
              "log-format",
              Kinds.choice("text", "json", "azureml"),
              "Form of the lines on standard output: text for people, json, or azureml as that"
                  + " server writes. Default: SCORIA_LOG_FORMAT, else json in a container whose"
                  + " standard output is no terminal, else text.")
          .option("FORMAT", "--log-format")
          .variable("SCORIA_LOG_FORMAT");
  static final Setting<String> LEVEL =
      Setting.of(
              "log-level",
              Kinds.choice("TRACE", "DEBUG", "INFO", "WARN", "WARNING", "ERROR", "CRITICAL", "OFF"),
              "The least that is logged, of the server and of scripts; POST /admin/loggers changes"
                  + " it later. Default: SCORIA_LOG_LEVEL, else AZUREML_LOG_LEVEL, else INFO.")
          .option("LEVEL", "--log-level")
          .variable("SCORIA_LOG_LEVEL", "AZUREML_LOG_LEVEL");
  static final Setting<String> REQUESTS =
      Setting.of(
              "request-log",
              Kinds.text(
                  "all, errors, off, a fraction such as 0.01, or a number a second such as 100/s",
                  text -> LogSettings.requests(text).isPresent()),
              "Which requests have a line: all, errors, off, a fraction such as 0.01, or at most so"
                  + " many a second such as 100/s, beyond which they are counted. Errors have one"
                  + " always, but with off. Default: SCORIA_REQUEST_LOG, else "
                  + LogConfig.DEFAULT_REQUESTS_PER_SECOND
                  + "/s.")
          .option("WHICH", "--request-log")
          .variable("SCORIA_REQUEST_LOG");

  static final List<Setting<?>> ALL = List.of(FORMAT, LEVEL, REQUESTS);

  private LogOptions() {}
}

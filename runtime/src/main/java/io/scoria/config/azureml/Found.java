package io.scoria.config.azureml;

/**
 * A value and where it came from, as in {@code option --port}.
 *
 * @param value of the kind that was asked for
 */
record Found<T>(T value, From from, String origin) {
  enum From {
    OPTION,
    ENVIRONMENT,
    FILE
  }
}

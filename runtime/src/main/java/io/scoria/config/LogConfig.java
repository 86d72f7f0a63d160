package io.scoria.config;

/**
 * What is written to standard output, and how.
 *
 * @param level of the least that is logged of this server and of scripts
 * @param requests which of them have a line
 */
public record LogConfig(Format format, Level level, Requests requests) {
  /** So many requests a second have a line, where nothing else is said. */
  public static final int DEFAULT_REQUESTS_PER_SECOND = 100;

  /** How an event becomes a line. */
  public enum Format {
    /** For people. */
    TEXT,
    /** An object in each line, for what collects logs. */
    JSON,
    /** As the inference server inside the containers of Azure Machine Learning writes. */
    AZUREML
  }

  /** From the most to the least that is logged. */
  public enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    OFF
  }

  /** Which requests have a line; those that went wrong have one in all cases but {@link Off}. */
  public sealed interface Requests {
    /** Each. */
    record All() implements Requests {}

    /** Those that went wrong. */
    record Errors() implements Requests {}

    /** None, whatever comes of it. */
    record Off() implements Requests {}

    /**
     * Some of them, drawn by chance.
     *
     * @param share from 0 to 1
     */
    record Fraction(double share) implements Requests {}

    /** At most so many a second; those beyond are counted, and their number is told. */
    record PerSecond(int most) implements Requests {}
  }

  public static LogConfig defaults() {
    return new LogConfig(
        Format.TEXT, Level.INFO, new Requests.PerSecond(DEFAULT_REQUESTS_PER_SECOND));
  }
}

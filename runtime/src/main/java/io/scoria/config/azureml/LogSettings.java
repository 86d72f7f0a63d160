package io.scoria.config.azureml;

import io.scoria.config.LogConfig;
import io.scoria.config.LogConfig.Format;
import io.scoria.config.LogConfig.Level;
import io.scoria.config.LogConfig.Requests;
import java.util.Locale;
import java.util.Optional;

/** What is written to standard output, and how. */
final class LogSettings {
  private static final int MOST_PER_SECOND = 1_000_000;

  private final Ledger ledger;
  private final Surroundings around;

  LogSettings(Ledger ledger, Surroundings around) {
    this.ledger = ledger;
    this.around = around;
  }

  LogConfig resolve() {
    String level = ledger.take(LogOptions.LEVEL, Level.INFO.name());
    String which = ledger.take(LogOptions.REQUESTS, LogConfig.DEFAULT_REQUESTS_PER_SECOND + "/s");
    return new LogConfig(
        format(), level(level), requests(which).orElse(LogConfig.defaults().requests()));
  }

  private Format format() {
    Optional<Found<String>> given = ledger.find(LogOptions.FORMAT);
    String meant = around.isUnattended() ? "json" : "text";
    String format = given.map(Found::value).orElse(meant);
    String from = around.isUnattended() ? "default in a container" : "default";
    ledger.show(LogOptions.FORMAT, format, given.map(Found::origin).orElse(from));
    return Format.valueOf(format.toUpperCase(Locale.ROOT));
  }

  /** Python has names of its own for two of them. */
  private static Level level(String name) {
    return switch (name) {
      case "WARNING" -> Level.WARN;
      case "CRITICAL" -> Level.ERROR;
      default -> Level.valueOf(name);
    };
  }

  /** Empty for a text that says nothing of requests. */
  static Optional<Requests> requests(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "all" -> Optional.of(new Requests.All());
      case "errors" -> Optional.of(new Requests.Errors());
      case "off" -> Optional.of(new Requests.Off());
      default -> rate(text);
    };
  }

  private static Optional<Requests> rate(String text) {
    if (text.matches("[0-9]{1,7}/s")) {
      int most = Integer.parseInt(text.substring(0, text.length() - 2));
      return most >= 1 && most <= MOST_PER_SECOND
          ? Optional.of(new Requests.PerSecond(most))
          : Optional.empty();
    }
    if (text.matches("(0?\\.[0-9]{1,9})|1|1\\.0{1,9}")) {
      return Optional.of(new Requests.Fraction(Double.parseDouble(text)));
    }
    return Optional.empty();
  }
}

package io.scoria.config.azureml;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 5s}, {@code 300ms}, {@code 1m}; 5 means seconds. */
final class TimeText {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|)");

  private TimeText() {}

  /** Kept as it was written. */
  static Kind<String> kind(int leastMs, String least) {
    return Kinds.text(
        "a time such as 5s, 300ms or 1m, " + least + " or more; a number alone is of seconds",
        text -> millis(text).stream().anyMatch(ms -> ms >= leastMs));
  }

  /** Empty where the text is none, or of more milliseconds than an int holds. */
  static OptionalInt millis(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    long unit =
        switch (matcher.group(2)) {
          case "ms" -> 1;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          default -> 1000;
        };
    long ms = unit * Long.parseLong(matcher.group(1));
    return ms <= Integer.MAX_VALUE ? OptionalInt.of((int) ms) : OptionalInt.empty();
  }
}

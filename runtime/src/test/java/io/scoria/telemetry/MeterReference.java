package io.scoria.telemetry;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The part of docs/metrics.md that says what the list of meters says. */
final class MeterReference {
  static final String HEADING = "## Every metric";

  private static final String TABLE_HEAD =
      """

      | name | type | unit | labels | meaning |
      |---|---|---|---|---|
      """;

  private MeterReference() {}

  static String markdown() {
    StringBuilder text = new StringBuilder(HEADING).append("\n\n");
    text.append("Made from the list in `io.scoria.telemetry.Meter`, which is all that there is.\n");
    section(text, "Of Scoria", meter -> meter.promName().startsWith("scoria_"));
    section(text, "Of the process", meter -> meter.promName().startsWith("process_"));
    section(text, "Of the JVM, by Micrometer", Meter::isOfJvm);
    return text.toString();
  }

  private static void section(StringBuilder text, String title, Predicate<Meter> of) {
    text.append("\n### ").append(title).append('\n').append(TABLE_HEAD);
    List.of(Meter.values()).stream()
        .filter(of)
        .forEach(meter ->
            text.append(
                "| `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                        meter.promName(),
                        meter.kind().name().toLowerCase(java.util.Locale.ROOT),
                        meter.unit(),
                        meter.labels().stream()
                            .map("`%s`"::formatted)
                            .collect(Collectors.joining(", ")),
                        meter.meaning())));
  }
}

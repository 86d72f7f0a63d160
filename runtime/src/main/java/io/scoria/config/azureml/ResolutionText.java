package io.scoria.config.azureml;

import java.util.List;
import java.util.stream.Collectors;

/** An effective configuration as columns of text. */
public final class ResolutionText {
  private static final int MAX_WIDTH = 60;

  private ResolutionText() {}

  /** A table for each section, in the order of its first line; without problems and notes. */
  public static String of(Resolution resolution) {
    List<String> sections = resolution.shown().stream().map(Shown::section).distinct().toList();
    return sections.stream()
        .map(section -> section(section, resolution.shown()))
        .collect(Collectors.joining("\n"));
  }

  private static String section(String name, List<Shown> all) {
    List<Shown> lines = all.stream().filter(line -> line.section().equals(name)).toList();
    int names = width(lines.stream().map(Shown::name).toList());
    int values = width(lines.stream().map(Shown::value).toList());
    StringBuilder text = new StringBuilder(name).append('\n');
    for (Shown line : lines) {
      boolean plain = line.use().equals(Use.ENFORCED.text());
      text.append("  ")
          .append(padded(line.name(), names))
          .append(padded(line.value(), values))
          .append(line.from())
          .append(plain ? "" : "; " + line.use())
          .append('\n');
    }
    return text.toString();
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).filter(n -> n <= MAX_WIDTH).max().orElse(0) + 2;
  }

  private static String padded(String text, int width) {
    return text.replaceAll("\\p{Cntrl}", " ") + " ".repeat(Math.max(2, width - text.length()));
  }
}

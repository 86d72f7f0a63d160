package io.scoria.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** A table of Markdown in the making. Not thread-safe. */
final class Table {
  private final List<String> lines = new ArrayList<>();

  /** Columns; those whose name begins with {@code >} are of figures, and set to the right. */
  Table(String... columns) {
    List<String> names = new ArrayList<>();
    List<String> rules = new ArrayList<>();
    for (String column : columns) {
      boolean figures = column.startsWith(">");
      names.add(figures ? column.substring(1) : column);
      rules.add(figures ? "---:" : "---");
    }
    lines.add(line(names));
    lines.add(line(rules));
  }

  Table row(Object... cells) {
    lines.add(line(List.of(cells)));
    return this;
  }

  private static String line(List<?> cells) {
    StringBuilder line = new StringBuilder("|");
    for (Object cell : cells) {
      String text = cell.toString().replace("|", "\\|").replaceAll("\\s+", " ");
      line.append(' ').append(text).append(" |");
    }
    return line.toString();
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}

package io.scoria.entry.java;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** What a compiler found, as people read it. */
final class CompileErrors {
  private static final int MAX_SHOWN = 20;

  private CompileErrors() {}

  /**
   * Every error as {@code FILE:LINE:COLUMN: TEXT}, with the line and a mark under the column.
   *
   * @param file that was compiled
   */
  static String describe(Path file, List<Diagnostic<? extends JavaFileObject>> problems) {
    var errors = problems.stream().filter(p -> p.getKind() == Diagnostic.Kind.ERROR).toList();
    StringBuilder text = new StringBuilder();
    text.append(file).append(" does not compile: ").append(errors.size());
    text.append(errors.size() == 1 ? " error" : " errors");
    errors.stream().limit(MAX_SHOWN).forEach(error -> append(file, error, text));
    if (errors.size() > MAX_SHOWN) {
      text.append("\nand ").append(errors.size() - MAX_SHOWN).append(" more");
    }
    return text.toString();
  }

  private static void append(
      Path file, Diagnostic<? extends JavaFileObject> error, StringBuilder text) {
    JavaFileObject source = error.getSource();
    text.append('\n').append(source == null ? file.toString() : source.getName());
    if (error.getLineNumber() != Diagnostic.NOPOS) {
      text.append(':').append(error.getLineNumber()).append(':').append(error.getColumnNumber());
    }
    text.append(": ").append(error.getMessage(Locale.ROOT));
    line(error)
        .ifPresent(line -> {
          text.append("\n    ").append(line).append("\n    ");
          text.append(" ".repeat(column(line, error.getColumnNumber()))).append('^');
        });
  }

  private static Optional<String> line(Diagnostic<? extends JavaFileObject> error) {
    if (error.getSource() == null || error.getLineNumber() == Diagnostic.NOPOS) {
      return Optional.empty();
    }
    try {
      return error
          .getSource()
          .getCharContent(true)
          .toString()
          .lines()
          .skip(error.getLineNumber() - 1)
          .findFirst()
          .map(line -> line.replace('\t', ' '));
    } catch (IOException e) { // it was read before; then the error stands without its line
      return Optional.empty();
    }
  }

  private static int column(String line, long column) {
    return Math.clamp(column - 1, 0, line.length());
  }
}

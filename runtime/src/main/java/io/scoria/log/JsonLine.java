package io.scoria.log;

import io.scoria.call.LogText;
import org.jspecify.annotations.Nullable;

/**
 * Writes the members of one JSON object (RFC 8259) on one line. Beside what JSON asks for, all that
 * {@link Printable} does not let stand is escaped, so that the line is one for every tool, and
 * harmless on a terminal. Not thread-safe.
 */
final class JsonLine {
  private final StringBuilder out;

  private JsonLine(StringBuilder out) {
    this.out = out;
  }

  /** Begins an object; {@link #end} ends it. */
  static JsonLine begin(StringBuilder out) {
    return new JsonLine(out.append('{'));
  }

  void end() {
    out.append("}\n");
  }

  /** A member, where there is a value. */
  JsonLine put(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      string(value);
    }
    return this;
  }

  JsonLine put(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  JsonLine put(String name, boolean value) {
    name(name);
    out.append(value);
    return this;
  }

  /** A duration in milliseconds, where it is known. */
  JsonLine putMillis(String name, long nanos) {
    if (nanos >= 0) {
      name(name);
      RequestText.appendMillis(out, nanos);
    }
    return this;
  }

  private void name(String name) {
    if (out.charAt(out.length() - 1) != '{') {
      out.append(',');
    }
    string(name);
    out.append(':');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      switch (point) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> character(point);
      }
    }
    out.append('"');
  }

  private void character(int point) {
    if (LogText.isPrintable(point)) {
      out.appendCodePoint(point);
    } else {
      Printable.appendEscape(out, point);
    }
  }
}

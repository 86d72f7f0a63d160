package io.scoria.log;

import io.scoria.call.LogText;
import java.util.HexFormat;

/**
 * Text that may hold anything, on one line: what could end it, move a cursor, change the direction
 * of what follows or has no form in UTF-8 is written as an escape.
 */
final class Printable {
  private Printable() {}

  /** Appends the text for people: a line feed as {@code \n}, others as in a string of Java. */
  static void append(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      switch (point) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> appendOr(out, point);
      }
    }
  }

  /** Appends the text as it may be pasted: line feeds and tabs stay. */
  static void appendToPaste(StringBuilder out, String text) {
    text.codePoints()
        .forEach(point -> {
          if (point == '\n' || point == '\t') {
            out.append((char) point);
          } else {
            appendOr(out, point);
          }
        });
  }

  private static void appendOr(StringBuilder out, int point) {
    if (LogText.isPrintable(point)) {
      out.appendCodePoint(point);
    } else {
      appendEscape(out, point);
    }
  }

  /** In four hexadecimal digits; in two such where it is a pair; U+FFFD where it is half of one. */
  static void appendEscape(StringBuilder out, int point) {
    if (Character.isBmpCodePoint(point)) {
      appendUnit(out, Character.isSurrogate((char) point) ? '\ufffd' : (char) point);
    } else {
      appendUnit(out, Character.highSurrogate(point));
      appendUnit(out, Character.lowSurrogate(point));
    }
  }

  private static void appendUnit(StringBuilder out, char unit) {
    out.append("\\u").append(HexFormat.of().toHexDigits(unit));
  }
}

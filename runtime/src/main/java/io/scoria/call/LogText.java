package io.scoria.call;

/**
 * Text that a client may have written, as it stands in the log: on one line, of printable
 * characters, and not without end. What is not printable is written as in a string of Java.
 */
public final class LogText {
  private static final int MAX_CHARS = 500;

  private LogText() {}

  /** The text, safe. */
  public static String of(String text) {
    int end = Math.min(text.length(), MAX_CHARS);
    StringBuilder safe = new StringBuilder(end + 16);
    for (int i = 0; i < end; i++) {
      append(safe, text.charAt(i));
    }
    return end < text.length() ? safe + "..." : safe.toString();
  }

  /** What went wrong, by its class and message. */
  public static String of(Throwable cause) {
    return of(cause.toString());
  }

  private static void append(StringBuilder safe, char c) {
    switch (c) {
      case '\n' -> safe.append("\\n");
      case '\r' -> safe.append("\\r");
      case '\t' -> safe.append("\\t");
      case '\\' -> safe.append("\\\\");
      default -> {
        if (isPrintable(c)) {
          safe.append(c);
        } else {
          safe.append("\\u").append(java.util.HexFormat.of().toHexDigits(c));
        }
      }
    }
  }

  /**
   * True for what stands for itself in a line: no control, no separator of lines, and nothing that
   * changes the direction of what follows. False for halves of surrogate pairs.
   */
  public static boolean isPrintable(int codePoint) {
    if (codePoint < 0x7f) {
      return codePoint >= ' ';
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}

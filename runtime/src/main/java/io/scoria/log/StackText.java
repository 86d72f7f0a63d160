package io.scoria.log;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A throwable with its causes as text, of a bounded length: each line that is not the first begins
 * with a tab, whatever the messages hold.
 */
final class StackText {
  private static final int MAX_CHARS = 32 << 10;
  private static final int MAX_MESSAGE_CHARS = 4 << 10;

  private final StringBuilder out = new StringBuilder(1024);
  private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private StackText() {}

  static String of(Throwable thrown) {
    StackText text = new StackText();
    text.append("", thrown);
    return text.out.toString();
  }

  private void append(String caption, Throwable thrown) {
    out.append(caption).append(thrown.getClass().getName());
    String message = thrown.getMessage();
    if (message != null) {
      out.append(": ");
      Printable.append(out, cut(message, MAX_MESSAGE_CHARS));
    }
    if (!seen.add(thrown)) {
      return; // it is its own cause
    }
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (isFull()) {
        return;
      }
      out.append("\n\tat ").append(frame);
    }
    for (Throwable other : thrown.getSuppressed()) {
      next("\n\tSuppressed: ", other);
    }
    Throwable cause = thrown.getCause();
    if (cause != null) {
      next("\n\tCaused by: ", cause);
    }
  }

  private void next(String caption, Throwable thrown) {
    if (!isFull()) {
      append(caption, thrown);
    }
  }

  private boolean isFull() {
    return out.length() > MAX_CHARS;
  }

  /** The text, or its beginning with dots behind it. */
  static String cut(String text, int maxChars) {
    return text.length() <= maxChars ? text : text.substring(0, maxChars) + "...";
  }
}

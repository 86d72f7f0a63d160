package io.scoria.auth;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What keeps keys from being read or written, for people: on one line, and without any key. */
public final class KeyProblem {
  private KeyProblem() {}

  /** The JDK's exceptions of a file system name the file and, some of them, nothing else. */
  public static String text(Exception e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied for " + denied.getFile();
      case NoSuchFileException missing -> "there is no " + missing.getFile();
      default -> String.valueOf(e.getMessage());
    };
  }
}

package io.scoria.cli;

/** Words for a POSIX shell. */
final class Shell {
  private Shell() {}

  /** One word that the shell reads as exactly this text. */
  static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}

package io.scoria.cli;

import java.nio.file.Path;
import java.util.Map;

/** Where a user's own state lies, by the XDG Base Directory Specification. */
final class StateFolder {
  private StateFolder() {}

  static Path of(Map<String, String> environment) {
    String own = environment.getOrDefault("SCORIA_STATE_DIR", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    if (Path.of(xdg).isAbsolute()) { // the specification: a relative one is ignored
      return Path.of(xdg, "scoria");
    }
    String home = environment.getOrDefault("HOME", "");
    String known = home.isEmpty() ? System.getProperty("user.home") : home;
    return Path.of(known, ".local", "state", "scoria");
  }
}

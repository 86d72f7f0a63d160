package io.scoria.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateFolderTest {
  private static Path of(String... namesAndValues) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return StateFolder.of(environment);
  }

  @Test
  void isTheOneThatTheEnvironmentNamesForThisServer() {
    assertThat(of("SCORIA_STATE_DIR", "/s", "XDG_STATE_HOME", "/x", "HOME", "/h"))
        .isEqualTo(Path.of("/s"));
  }

  @Test
  void elseLiesInTheFolderForState() {
    assertThat(of("XDG_STATE_HOME", "/x", "HOME", "/h")).isEqualTo(Path.of("/x/scoria"));
  }

  @Test
  void elseLiesInTheHome() {
    assertThat(of("HOME", "/h")).isEqualTo(Path.of("/h/.local/state/scoria"));
    assertThat(of()).isEqualTo(inTheUsersHome());
  }

  @Test
  void aVariableThatIsEmptyCountsAsNotSet() {
    assertThat(of("SCORIA_STATE_DIR", "", "XDG_STATE_HOME", "", "HOME", "/h"))
        .isEqualTo(Path.of("/h/.local/state/scoria"));
    assertThat(of("HOME", "")).isEqualTo(inTheUsersHome());
  }

  /** The specification: a relative path is invalid, and is ignored. */
  @Test
  void aRelativeFolderForStateIsIgnored() {
    assertThat(of("XDG_STATE_HOME", "x/y", "HOME", "/h"))
        .isEqualTo(Path.of("/h/.local/state/scoria"));
  }

  private static Path inTheUsersHome() {
    return Path.of(System.getProperty("user.home"), ".local", "state", "scoria");
  }
}

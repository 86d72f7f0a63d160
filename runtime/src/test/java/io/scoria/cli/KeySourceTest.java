package io.scoria.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scoria.auth.Keys;
import io.scoria.config.AuthConfig;
import io.scoria.config.KeyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySourceTest {
  @TempDir Path folder;

  private KeySource fromFile(String name) throws IOException {
    return KeySource.of(AuthConfig.of(new KeyConfig.InFile(folder.resolve(name))), Map.of());
  }

  private KeySource fromEnvironment(Map<String, String> environment) throws IOException {
    return KeySource.of(AuthConfig.of(new KeyConfig.InFile(folder.resolve("unused"))), environment);
  }

  @Test
  void withoutAuthenticationThereAreNoKeysWhateverTheEnvironmentSays() throws IOException {
    KeySource source = KeySource.of(AuthConfig.OPEN, Map.of("SCORIA_PRIMARY_KEY", "not usable"));

    assertThat(source.keys()).isEmpty();
    assertThat(source.description()).contains("everybody");
    assertThat(source.shellExpression()).isEmpty();
  }

  @Test
  void takesBothKeysFromTheEnvironment() throws IOException {
    KeySource source =
        fromEnvironment(Map.of("SCORIA_PRIMARY_KEY", "one", "SCORIA_SECONDARY_KEY", "two"));

    assertThat(source.keys()).contains(new Keys("one", "two"));
    assertThat(source.description()).contains("SCORIA_PRIMARY_KEY").doesNotContain("one", "two");
    assertThat(source.shellExpression()).isEqualTo("$SCORIA_PRIMARY_KEY");
    assertThat(folder.resolve("unused")).doesNotExist();
  }

  @Test
  void aPrimaryKeyAloneIsEnough() throws IOException {
    assertThat(fromEnvironment(Map.of("SCORIA_PRIMARY_KEY", "one")).keys())
        .contains(new Keys("one", null));
  }

  @Test
  void refusesASecondaryKeyAlone() {
    assertThatThrownBy(() -> fromEnvironment(Map.of("SCORIA_SECONDARY_KEY", "two")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "SCORIA_SECONDARY_KEY is set and SCORIA_PRIMARY_KEY is not; set both or neither");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "seven words", "line\n", "\u00fc"})
  void refusesAKeyThatCannotBeSentAndDoesNotShowIt(String bad) {
    assertThatThrownBy(() -> fromEnvironment(Map.of("SCORIA_PRIMARY_KEY", bad)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("SCORIA_PRIMARY_KEY ")
        .hasMessageNotContaining("seven");
    assertThatThrownBy(
            () -> fromEnvironment(Map.of("SCORIA_PRIMARY_KEY", "one", "SCORIA_SECONDARY_KEY", bad)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("SCORIA_SECONDARY_KEY ")
        .hasMessageNotContaining("seven");
  }

  @Test
  void elseMakesAKeyFileAndTellsTheShellHowToReadIt() throws Exception {
    KeySource source = fromFile("it's a file");
    Keys keys = source.keys().orElseThrow();

    assertThat(source.description())
        .isEqualTo("in " + folder.resolve("it's a file") + " (made now)");
    assertThat(fromFile("it's a file").description())
        .isEqualTo("in " + folder.resolve("it's a file"));
    assertThat(source.description()).doesNotContain(keys.primary());
    assertThat(ShellTest.run("printf %s \"" + source.shellExpression() + "\""))
        .isEqualTo(keys.primary());
  }

  @Test
  void readsTheKeyFileThatIsThere() throws IOException {
    assertThat(fromFile("keys").keys()).isEqualTo(fromFile("keys").keys());
  }

  @Test
  void tellsTheOtherWaysWhereNoFileCanBeKept() throws IOException {
    Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> fromFile("file/keys"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the keys cannot be kept")
        .hasMessageContaining("SCORIA_PRIMARY_KEY")
        .hasMessageContaining("--key-file FILE")
        .hasMessageContaining("--auth none");
  }
}

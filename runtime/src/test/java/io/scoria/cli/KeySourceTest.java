package io.scoria.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scoria.auth.Keys;
import io.scoria.config.AuthConfig;
import io.scoria.config.KeyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySourceTest {
  private static final String ONE = "one-q7WmZ4tRb9Kx";
  private static final String TWO = "two-n3VhJ8sLc5Py";

  private final List<KeySource> opened = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void close() {
    opened.forEach(KeySource::close);
  }

  private KeySource opened(KeySource source) {
    opened.add(source);
    return source;
  }

  private static Keys keys(KeySource source) {
    return source.keys().orElseThrow().keys();
  }

  private KeySource fromFile(String name) throws IOException {
    return opened(
        KeySource.of(AuthConfig.of(new KeyConfig.InFile(folder.resolve(name))), Map.of()));
  }

  private KeySource fromEnvironment(Map<String, String> environment) throws IOException {
    return opened(
        KeySource.of(AuthConfig.of(new KeyConfig.InFile(folder.resolve("unused"))), environment));
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
        fromEnvironment(Map.of("SCORIA_PRIMARY_KEY", ONE, "SCORIA_SECONDARY_KEY", TWO));

    assertThat(keys(source)).isEqualTo(new Keys(ONE, TWO));
    assertThat(source.description()).contains("SCORIA_PRIMARY_KEY").doesNotContain(ONE, TWO);
    assertThat(source.shellExpression()).isEqualTo("$SCORIA_PRIMARY_KEY");
    assertThat(folder.resolve("unused")).doesNotExist();
  }

  @Test
  void aPrimaryKeyAloneIsEnough() throws IOException {
    assertThat(keys(fromEnvironment(Map.of("SCORIA_PRIMARY_KEY", ONE))))
        .isEqualTo(new Keys(ONE, null));
  }

  @Test
  void refusesASecondaryKeyAlone() {
    assertThatThrownBy(() -> fromEnvironment(Map.of("SCORIA_SECONDARY_KEY", TWO)))
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
            () -> fromEnvironment(Map.of("SCORIA_PRIMARY_KEY", ONE, "SCORIA_SECONDARY_KEY", bad)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("SCORIA_SECONDARY_KEY ")
        .hasMessageNotContaining("seven");
  }

  @Test
  void elseMakesAKeyFileAndTellsTheShellHowToReadIt() throws Exception {
    KeySource source = fromFile("it's a file");
    Keys keys = keys(source);

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
    assertThat(keys(fromFile("keys"))).isEqualTo(keys(fromFile("keys")));
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

  @Test
  void aFolderThatIsNotThereIsMadeOnlyForTheFileThatNobodyNamed() throws IOException {
    Path file = folder.resolve("missing/too/keys");
    KeyConfig named = new KeyConfig.InFile(file);

    assertThatThrownBy(() -> KeySource.of(AuthConfig.of(named), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no folder " + file.getParent())
        .hasMessageContaining("--key-file makes none: make it first; set SCORIA_PRIMARY_KEY");
    assertThatThrownBy(() -> KeySource.ofManagement(named, Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--management-key-file makes none");
    assertThat(folder.resolve("missing")).doesNotExist();

    opened(KeySource.of(AuthConfig.of(KeyConfig.InFile.usual(file)), Map.of()));
    assertThat(file).exists();
  }

  @Test
  void aWeakKeyIsRefusedByItsNameWithWhatWasFoundAndWhatIsAccepted() {
    assertThatThrownBy(() ->
            fromEnvironment(Map.of("SCORIA_PRIMARY_KEY", ONE, "SCORIA_SECONDARY_KEY", "hunter2")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("SCORIA_SECONDARY_KEY is too weak: it has 7 characters")
        .hasMessageContaining("at least 16")
        .hasMessageNotContaining("hunter2");
    KeyConfig given = new KeyConfig.Given("hunter2", Optional.empty(), Path.of("d.json"));
    assertThatThrownBy(() -> KeySource.of(AuthConfig.of(given), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("d.json: the primary key is too weak: it has 7 characters")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aMountedFolderIsReadAsItIs() throws Exception {
    Files.writeString(Files.createDirectory(folder.resolve("mounted")).resolve("primary"), ONE);
    Files.createSymbolicLink(folder.resolve("mounted/..data"), folder.resolve("mounted"));

    KeySource source = fromFile("mounted");

    assertThat(keys(source)).isEqualTo(new Keys(ONE, null));
    assertThat(ShellTest.run("printf %s \"" + source.shellExpression() + "\"")).isEqualTo(ONE);
  }

  @Test
  void theKeyOfManagementComesFromItsVariableOrItsFile() throws IOException {
    KeyConfig variable = new KeyConfig.InEnvironment("SCORIA_MANAGEMENT_KEY");
    Map<String, String> set = Map.of("SCORIA_MANAGEMENT_KEY", TWO, "SCORIA_PRIMARY_KEY", ONE);

    assertThat(keys(opened(KeySource.ofManagement(variable, set)))).isEqualTo(new Keys(TWO, null));
    KeyConfig file = new KeyConfig.InFile(folder.resolve("management"));
    assertThat(keys(opened(KeySource.ofManagement(file, set))).primary()).isNotEqualTo(ONE);
    assertThat(folder.resolve("management")).exists();
  }
}

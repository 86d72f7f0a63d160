package io.scoria.config.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no configuration at all. */
class ConfigFileTest {
  @TempDir private Path folder = Path.of("");

  private String problem(String name, String text) {
    Setup setup = Setup.withModel(folder).file(name, text).option("--deploy-config", name);
    assertThat(setup.problems()).hasSize(1);
    return setup.problems().getFirst();
  }

  private String problem(String text) {
    return problem("d.json", text);
  }

  @Test
  void aCommentIsToldWithItsPlace() {
    assertThat(problem("{\n  'computeType': 'aks' // mine\n}"))
        .isEqualTo(
            "d.json: found a comment, which JSON does not have, at line 2, column 24; accepted:"
                + " valid JSON, each key once");
    assertThat(problem("// mine\n{}")).contains("a comment").contains("line 1");
  }

  @Test
  void aCommaTooManyIsToldWithItsPlace() {
    assertThat(problem("{\n  'computeType': 'aks',\n}"))
        .contains("a comma too many")
        .contains("line 3, column 1");
  }

  @Test
  void aKeyThatIsThereTwiceIsToldWithItsPlace() {
    assertThat(problem("{\n 'computeType': 'aks',\n 'computeType': 'aci'}"))
        .contains("a key twice, 'computeType'")
        .contains("line 3");
    assertThat(problem("d.yml", "computeType: aks\ncomputeType: aci\n"))
        .contains("a key twice, 'computeType'")
        .contains("valid YAML");
  }

  @Test
  void whatIsNoObjectIsTold() {
    assertThat(problem("[]"))
        .isEqualTo("d.json: found a list; accepted: one object, in JSON or YAML");
    assertThat(problem("aks")).contains("\"aks\" (a string)");
    assertThat(problem("d.yml", "- a\n")).contains("a list");
    assertThat(problem("d.yml", "# nothing\n")).contains("accepted: one object");
    assertThat(problem(" \n")).contains("the file is empty");
  }

  @Test
  void aFileThatIsCutOffOrGoesOnIsTold() {
    assertThat(problem("{'computeType': 'aks'")).contains("the end of the file within a value");
    assertThat(problem("{'computeType': 'aks'} {}")).contains("accepted: valid JSON");
    assertThat(problem("d.yml", "computeType: [aks\n")).contains("accepted: valid YAML");
  }

  @Test
  void aFileThatIsNotThereOrCannotBeReadIsTold() throws IOException {
    Setup missing = Setup.withModel(folder).option("--deploy-config", "none.json");
    assertThat(missing.problems())
        .containsExactly("none.json: found no such file; accepted: the path of a file");
    Files.createDirectory(folder.resolve("folder"));
    assertThat(Setup.withModel(folder).option("--inference-config", "folder").problems())
        .containsExactly("folder: found a folder or a special file; accepted: the path of a file");
    Files.write(folder.resolve("latin.json"), new byte[] {'{', (byte) 0xfc, '}'});
    assertThat(Setup.withModel(folder).option("--deploy-config", "latin.json").problems())
        .containsExactly("latin.json: found bytes that are not UTF-8; accepted: text in UTF-8");
    Files.write(folder.resolve("large.json"), new byte[(1 << 20) + 1]);
    assertThat(Setup.withModel(folder).option("--deploy-config", "large.json").problems())
        .singleElement()
        .asString()
        .contains("1048577 bytes");
  }

  @Test
  void aByteOrderMarkIsReadPast() {
    Setup setup = Setup.withModel(folder).deployment("\ufeff{'computeType': 'aks'}");
    assertThat(setup.problems()).isEmpty();
  }

  @Test
  void noSecretIsInAProblem() {
    assertThat(problem("{'keys': {'primaryKey': hunter2}}")).doesNotContain("hunter2");
    assertThat(problem("{'computeType': 'aks', 'keys': {'primaryKey': 'hunter 2'}}"))
        .contains("keys.primaryKey: found *** (not shown); accepted: a string of visible ASCII")
        .doesNotContain("hunter");
    assertThat(problem("{'computeType': 'aks', 'keys': {'primaryKey': 4711}}"))
        .doesNotContain("4711");
    assertThat(problem("d.yml", "keys:\n  primaryKey: hunter2: 3\n")).doesNotContain("hunter2");
  }
}

package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scoria.tensor.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server prints once it can score: its address, and a command that works when pasted. */
class ReadyIT {
  private static final String KEY = "a-key-of-the-environment";

  @TempDir private Path home = Path.of("");

  @ParameterizedTest
  @CsvSource({"iris, setosa", "digits, 3"})
  void thePrintedCommandGetsTheRightClassWithTheKeyFile(String model, String label)
      throws IOException {
    String folder = TestData.model(model).toString();
    try (ServerProcess server = ServerProcess.in(home).run("serve", folder, "--port", "0")) {
      assertThat(labelOf(model, paste(server, Map.of()))).isEqualTo(label);
    }
  }

  @ParameterizedTest
  @CsvSource({"iris, setosa", "digits, 3"})
  void thePrintedCommandGetsTheRightClassWithKeysOfTheEnvironment(String model, String label)
      throws IOException {
    ServerProcess.Command command = ServerProcess.in(home).env("SCORIA_PRIMARY_KEY", KEY);
    try (ServerProcess server = command.serve(TestData.model(model))) {
      String answer = paste(server, Map.of("SCORIA_PRIMARY_KEY", KEY));
      assertThat(labelOf(model, answer)).isEqualTo(label);
      assertThat(paste(server, Map.of("SCORIA_PRIMARY_KEY", "another"))).contains("invalid_key");
      assertThat(printed(server)).doesNotContain(KEY);
      assertThat(home.resolve(".local/state/scoria/keys")).doesNotExist();
    }
  }

  @ParameterizedTest
  @CsvSource({"iris, setosa", "digits, 3"})
  void thePrintedCommandGetsTheRightClassWithoutKeys(String model, String label)
      throws IOException {
    try (ServerProcess server =
        ServerProcess.in(home).serve(TestData.model(model), "--auth", "none")) {
      assertThat(labelOf(model, paste(server, Map.of()))).isEqualTo(label);
      assertThat(server.ready().get(1)).doesNotContain("Authorization");
    }
  }

  @Test
  void theSampleRequestIsTheFirstGoldenOne() throws IOException {
    for (String model : List.of("iris", "digits")) {
      Path folder = TestData.model(model);
      JsonNode expected = json(Files.readString(folder.resolve("golden/000.expected.json")));
      assertThat(json(Files.readString(folder.resolve("sample-request.json"))))
          .isEqualTo(json(Files.readString(folder.resolve("golden/000.request.json"))));
      try (TestServer server = TestServer.serving(folder)) {
        String sample = Files.readString(folder.resolve("sample-request.json"));
        assertThat(labelOf(model, server.score(sample).text()))
            .isEqualTo(labelOf(model, expected.toString()));
      }
    }
  }

  @Test
  void theKeyFileIsItsOwnersAloneNamedAndKept() throws IOException {
    Path file = home.resolve(".local/state/scoria/keys");
    try (ServerProcess server = ServerProcess.in(home).serve(TestData.model("iris"))) {
      assertThat(server.ready().getFirst()).isEqualTo("READY http://127.0.0.1:" + server.port());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(server.stdout()).anyMatch(line -> line.endsWith("in " + file + " (made now)"));
    }
    List<String> keys = Files.readAllLines(file);
    assertThat(keys).hasSize(2).doesNotHaveDuplicates();
    try (ServerProcess again = ServerProcess.in(home).serve(TestData.model("iris"))) {
      assertThat(paste(again, Map.of())).contains("result");
      assertThat(Files.readAllLines(file)).isEqualTo(keys);
      assertThat(keys).allSatisfy(key -> assertThat(printed(again)).doesNotContain(key));
    }
  }

  @Test
  void namesThatAShellWouldReadOtherwiseAreQuoted() throws IOException {
    Path odd = Files.createDirectory(home.resolve("it's $HOME & \"more\""));
    Path model = TinyModel.identity(ElementType.STRING, "n").writeTo(odd);
    Files.writeString(odd.resolve("sample-request.json"), "{\"data\": [\"it's `id` $HOME\"]}");
    String keys = odd.resolve("keys").toString();
    try (ServerProcess server = ServerProcess.in(home).serve(model, "--key-file", keys)) {
      assertThat(paste(server, Map.of()).strip()).isEqualTo("{\"result\":[\"it's `id` $HOME\"]}");
    }
  }

  @Test
  void aSampleTooLongToPasteIsReadFromAFile() {
    Path model = TinyModel.identity(ElementType.FLOAT, "rows", "2000").writeTo(home.resolve("m"));
    try (ServerProcess server = ServerProcess.in(home).serve(model, "--auth", "none")) {
      assertThat(server.ready().get(1)).hasSizeLessThan(500);
      JsonNode result = json(paste(server, Map.of())).get("result");
      assertThat(result).hasSize(1);
      assertThat(result.get(0)).hasSize(2000);
    }
  }

  @Test
  void aServerOfAllAddressesIsAskedAtTheLoopbackOne() {
    String[] options = {"--host", "0.0.0.0", "--auth", "none"};
    try (ServerProcess server = ServerProcess.in(home).serve(TestData.model("iris"), options)) {
      assertThat(server.ready().getFirst()).startsWith("READY http://0.0.0.0:");
      assertThat(paste(server, Map.of())).contains("result");
    }
  }

  @Test
  void theManagementPortIsPrintedAndAnswers() {
    String[] options = {"--management-port", "0", "--auth", "none"};
    try (ServerProcess server = ServerProcess.in(home).serve(TestData.model("iris"), options)) {
      String address = server.from("Management: ", 1).getFirst().substring("Management: ".length());
      server.ready();
      assertThat(ServerProcess.shell("curl -sS " + address + "/livez", Map.of())).isEqualTo("live");
      assertThat(ServerProcess.shell("curl -sS " + address + "/readyz", Map.of()))
          .isEqualTo("ready");
    }
  }

  @Test
  void theModelFolderMayComeFromTheEnvironment() {
    ServerProcess.Command command =
        ServerProcess.in(home).env("SCORIA_MODEL_DIR", TestData.model("iris").toString());
    try (ServerProcess server = command.run("serve", "--port", "0", "--auth", "none")) {
      assertThat(paste(server, Map.of())).contains("result");
    }
  }

  @ParameterizedTest
  @CsvSource({"--help, serve", "serve --help, --management-port", "--version, Scoria", "'', serve"})
  void helpIsPrintedForWhoeverAsks(String arguments, String part) {
    String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ", -1);
    try (ServerProcess command = ServerProcess.in(home).run(words)) {
      assertThat(command.exitStatus()).isZero();
      assertThat(printed(command)).contains(part);
      assertThat(command.stderr()).isEmpty();
    }
  }

  /** What the command below the READY line prints. */
  private static String paste(ServerProcess server, Map<String, String> environment) {
    String command = server.ready().get(1);
    assertThat(command).startsWith("curl ");
    return ServerProcess.shell(command, environment);
  }

  private static String printed(ServerProcess server) {
    return String.join("\n", server.stdout()) + String.join("\n", server.stderr());
  }

  /** The label of the one row's largest probability. */
  private static String labelOf(String model, String answer) throws IOException {
    JsonNode row = json(answer).get("result").get(0);
    int best = 0;
    for (int i = 1; i < row.size(); i++) {
      best = row.get(i).doubleValue() > row.get(best).doubleValue() ? i : best;
    }
    return Files.readAllLines(TestData.model(model).resolve("labels.txt")).get(best);
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}

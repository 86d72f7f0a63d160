package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.tensor.ElementType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that cannot start says why in one line, without a stack trace, and ends with 1; with 2
 * where it was called wrongly.
 */
class CannotStartIT {
  @TempDir private Path home = Path.of("");

  @Test
  void theFolderIsMissing() {
    Path missing = home.resolve("nowhere");
    assertThat(whyNot(missing)).contains(missing.toString(), "does not exist");
  }

  @Test
  void theFolderIsEmpty() throws IOException {
    Path empty = Files.createDirectory(home.resolve("empty"));
    assertThat(whyNot(empty)).contains(empty.toString(), "no model", "model.onnx");
  }

  @Test
  void theFolderHoldsTwoModels() throws IOException {
    Path two = TinyModel.identity(ElementType.FLOAT, "n").writeTo(home.resolve("two"));
    Files.copy(two.resolve("model.onnx"), two.resolve("other.onnx"));
    assertThat(whyNot(two)).contains("2 models", "model.onnx", "other.onnx");
  }

  @Test
  void theModelIsCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(TestData.model("iris").resolve("model.onnx"));
    assertThat(whyNot(model(Arrays.copyOf(whole, whole.length / 2)))).contains("model.onnx");
  }

  @Test
  void theModelIsNoModel() throws IOException {
    byte[] noise = new byte[4096];
    new java.util.Random(7).nextBytes(noise);
    assertThat(whyNot(model(noise))).contains("model.onnx");
    assertThat(whyNot(model("# not a model\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))))
        .contains("model.onnx");
  }

  @Test
  void theModelFileIsEmpty() throws IOException {
    assertThat(whyNot(model(new byte[0]))).contains("model.onnx");
  }

  @Test
  void theModelDoesNotFitIntoMemory() throws IOException {
    long count = 1L << 38; // of floats, in a file that takes no room on the disk
    Path folder =
        new TinyModel(14)
            .input("x", ElementType.FLOAT, "n")
            .floatsBeside("w", "weights", count)
            .node("Add", List.of("x", "w"), List.of("y"))
            .output("y", ElementType.FLOAT, "n")
            .writeTo(home.resolve("model"));
    try (var weights = new RandomAccessFile(folder.resolve("weights").toFile(), "rw")) {
      weights.setLength(4 * count);
    }
    assertThat(whyNot(folder))
        .contains("does not fit into memory", "1048576 MiB", "heap", "direct", "runtime");
  }

  @Test
  void theModelHasAnOperatorThatNobodyKnows() {
    Path folder =
        new TinyModel(14)
            .input("x", ElementType.FLOAT, "n")
            .node("Transmogrify", List.of("x"), List.of("y"))
            .output("y", ElementType.FLOAT, "n")
            .writeTo(home.resolve("model"));
    assertThat(whyNot(folder)).contains("model.onnx", "Transmogrify");
  }

  @Test
  void theModelTakesATypeThatCannotBeCreated() {
    Path folder = TinyModel.identity(ElementType.UINT32, "n").writeTo(home.resolve("model"));
    assertThat(whyNot(folder)).contains("input 'x'", "uint32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port", "--management-port"})
  void aPortIsTaken(String option) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(whyNot(TestData.model("iris"), option, port, "--auth", "none"))
          .contains("127.0.0.1:" + port, "in use", "--port");
    }
  }

  @Test
  void thereIsNoSuchHost() {
    assertThat(whyNot(TestData.model("iris"), "--host", "no-such-host.invalid"))
        .contains("no-such-host.invalid");
  }

  @Test
  void onlyTheSecondaryKeyIsSet() {
    assertThat(whyNot(keys("SCORIA_SECONDARY_KEY", "secret-2")))
        .contains("SCORIA_SECONDARY_KEY", "SCORIA_PRIMARY_KEY")
        .doesNotContain("secret-2");
  }

  @Test
  void aKeyIsEmptyOrCannotBeSent() {
    assertThat(whyNot(keys("SCORIA_PRIMARY_KEY", ""))).contains("SCORIA_PRIMARY_KEY", "empty");
    assertThat(whyNot(keys("SCORIA_PRIMARY_KEY", "secret with spaces")))
        .contains("SCORIA_PRIMARY_KEY")
        .doesNotContain("secret");
  }

  /** Row J3 of the security catalogue, weak secrets, for those there are here. */
  @ParameterizedTest
  @ValueSource(strings = {"password", "hunter2", "aaaaaaaaaaaaaaaaaaaaaaaa", "1234567890123456"})
  void aKeyIsTooWeak(String key) throws IOException {
    assertThat(whyNot(keys("SCORIA_PRIMARY_KEY", key)))
        .contains("SCORIA_PRIMARY_KEY", "too weak", "at least 16")
        .doesNotContain(key);
    Path file = Files.writeString(home.resolve("keys"), "one-q7WmZ4tRb9Kx\n" + key + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(whyNot(TestData.model("iris"), "--key-file", file.toString()))
        .contains(file.toString(), "the secondary key", "too weak")
        .doesNotContain(key);
  }

  /** Row H9: what may change the server is never open to others. */
  @Test
  void theManagementListenerWouldBeOpenToOthers() {
    String[] options = {"--management-port", "0", "--management-host", "0.0.0.0"};
    try (ServerProcess server = ServerProcess.in(home).serve(TestData.model("iris"), options)) {
      assertThat(server.exitStatus()).isEqualTo(2);
      assertThat(server.stderr()).hasSize(1);
      assertThat(server.stderr().getFirst())
          .contains("--management-host", "0.0.0.0", "--management-key-file");
    }
  }

  /** Else whoever may score could replace keys. */
  @Test
  void theManagementKeyIsAlsoAKeyOfTheService() {
    String key = Canaries.next();
    ServerProcess.Command command =
        ServerProcess.in(home).env("SCORIA_PRIMARY_KEY", key).env("SCORIA_MANAGEMENT_KEY", key);
    try (ServerProcess server = command.serve(TestData.model("iris"), "--management-port", "0")) {
      assertThat(server.exitStatus()).isEqualTo(1);
      assertThat(server.stderr()).singleElement().asString().contains("SCORIA_MANAGEMENT_KEY");
    }
  }

  @Test
  void theKeyFileMayBeReadByOthers() throws IOException {
    Path file = Files.writeString(home.resolve("keys"), "secret-1\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(whyNot(TestData.model("iris"), "--key-file", file.toString()))
        .contains(file.toString(), "chmod 600")
        .doesNotContain("secret-1");
  }

  @Test
  void theKeyFileHoldsNoKeys() throws IOException {
    Path file = Files.writeString(home.resolve("keys"), "one\ntwo\nthree secrets\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(whyNot(TestData.model("iris"), "--key-file", file.toString()))
        .contains(file.toString(), "not a key file")
        .doesNotContain("secrets");
  }

  @Test
  void theKeyFileCannotBeRead() throws IOException {
    Path folder = Files.createDirectory(home.resolve("keys"));
    assertThat(whyNot(TestData.model("iris"), "--key-file", folder.toString()))
        .contains(folder.toString(), "SCORIA_PRIMARY_KEY", "--auth none");
    Path below = Files.writeString(home.resolve("file"), "").resolve("keys");
    assertThat(whyNot(TestData.model("iris"), "--key-file", below.toString()))
        .contains(below.toString());
  }

  @Test
  void noModelIsGiven() {
    try (ServerProcess server = ServerProcess.in(home).run("serve")) {
      assertThat(server.exitStatus()).isIn(1, 2);
      assertThat(server.stderr().getFirst()).contains("MODEL_DIR");
      assertNoTrace(server);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--port=70000, 70000",
    "--max-body-bytes=0, max-body-bytes",
    "--max-calls-in-flight=-1, max-calls-in-flight"
  })
  void anOptionIsOutOfRange(String option, String named) {
    try (ServerProcess server =
        ServerProcess.in(home).run("serve", TestData.model("iris").toString(), option)) {
      assertThat(server.exitStatus()).isIn(1, 2);
      assertThat(server.stderr()).hasSize(1);
      assertThat(server.stderr().getFirst()).contains(named);
      assertNoTrace(server);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "serve MODEL --prot 80, --prot",
    "serve MODEL --port eighty, eighty",
    "serve MODEL --port, --port",
    "serve MODEL --auth maybe, maybe",
    "serve MODEL other, other",
    "sreve MODEL, sreve",
    "--nothing, --nothing"
  })
  void theCommandIsWrong(String arguments, String named) {
    String[] words = arguments.replace("MODEL", TestData.model("iris").toString()).split(" ", -1);
    try (ServerProcess server = ServerProcess.in(home).run(words)) {
      assertThat(server.exitStatus()).isEqualTo(2);
      assertThat(server.stderr()).hasSizeBetween(1, 3);
      assertThat(server.stderr().getFirst()).startsWith("scoria: ").contains(named);
      assertThat(server.stderr().getLast()).contains("--help");
      assertNoTrace(server);
    }
  }

  @Test
  void theStackTraceIsThereForWhomAsksForIt() {
    try (ServerProcess server =
        ServerProcess.in(home).serve(home.resolve("nowhere"), "--stacktrace")) {
      assertThat(server.exitStatus()).isEqualTo(1);
      assertThat(server.stderr().getFirst()).contains("does not exist");
      assertThat(server.stderr()).anyMatch(line -> line.startsWith("\tat io.scoria."));
    }
  }

  private ServerProcess.Command keys(String name, String value) {
    return ServerProcess.in(home).env(name, value);
  }

  /** A model folder whose model is these bytes. */
  private Path model(byte[] bytes) throws IOException {
    Path folder = Files.createDirectories(home.resolve("model"));
    Files.write(folder.resolve("model.onnx"), bytes);
    return folder;
  }

  private String whyNot(Path model, String... arguments) {
    return whyNot(ServerProcess.in(home).serve(model, arguments));
  }

  private static String whyNot(ServerProcess.Command command) {
    return whyNot(command.serve(TestData.model("iris")));
  }

  /** The one line that a server says before it ends with 1. */
  private static String whyNot(ServerProcess starting) {
    try (ServerProcess server = starting) {
      assertThat(server.exitStatus()).as("stdout: %s", server.stdout()).isEqualTo(1);
      assertThat(server.stderr()).hasSize(1);
      assertNoTrace(server);
      assertThat(server.stdout()).noneMatch(line -> line.startsWith("READY"));
      return server.stderr().getFirst();
    }
  }

  private static void assertNoTrace(ServerProcess server) {
    for (List<String> lines : List.of(server.stdout(), server.stderr())) {
      assertThat(lines)
          .noneMatch(line -> line.contains("Exception") || line.contains("Caused by"))
          .noneMatch(line -> line.strip().startsWith("at ") || line.contains("io.scoria."));
    }
    assertThat(server.stderr().getFirst()).startsWith("scoria: ");
  }
}

package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people type to see and replace keys, beside a server that goes on serving. */
class KeysCommandIT {
  private static final String ONE = "one-q7WmZ4tRb9Kx";
  private static final String TWO = "two-n3VhJ8sLc5Py";
  private static final String NEW = "new-d6FgT2xRw8Bz";
  private static final String ADMIN = "mgm-p9XcM2vTq6Lz";

  @TempDir Path home;

  private Path file(String name, String text) throws IOException {
    Path file = Files.writeString(home.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private ServerProcess keys(String... arguments) {
    return keys(ServerProcess.in(home), arguments);
  }

  private static ServerProcess keys(ServerProcess.Command command, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "keys";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    ServerProcess done = command.run(all);
    done.exitStatus();
    return done;
  }

  private static void assertPrints(ServerProcess done, String... lines) {
    try (done) {
      assertThat(done.stdout()).as("%s", done.stderr()).containsExactly(lines);
      assertThat(done.exitStatus()).isZero();
    }
  }

  private static void assertFails(ServerProcess done, int status, String... said) {
    try (done) {
      assertThat(done.exitStatus()).isEqualTo(status);
      assertThat(String.join("\n", done.stderr())).startsWith("scoria: ").contains(said);
      assertThat(done.stdout()).isEmpty();
    }
  }

  private static int score(ServerProcess server, String key) {
    try (RawClient client = new RawClient(server.port())) {
      String body = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
      String length = "Content-Length: " + body.length() + "\r\n";
      String authorization = "Authorization: Bearer " + key + "\r\n";
      return client.send(RawClient.scoreHead(authorization + length) + body).read().status();
    }
  }

  private static String management(ServerProcess server) {
    return server.from("Management: ", 1).getFirst().substring("Management: ".length());
  }

  @Test
  void theKeyFileIsShownAndChangedAndTheServerTakesItUp() throws IOException {
    String file = file("my-keys", ONE + "\n" + TWO + "\n").toString();
    try (ServerProcess server =
        ServerProcess.in(home).serve(TestData.model("iris"), "--key-file", file)) {
      server.ready();
      assertPrints(keys("show", "--key-file", file), "Primary:   " + ONE, "Secondary: " + TWO);
      assertPrints(
          keys("regenerate", "Secondary", "--value", NEW, "--key-file", file),
          "Primary:   " + ONE,
          "Secondary: " + NEW);
      assertPrints(
          keys("show", "--key-file", file, "--format", "json"),
          "{\"primaryKey\":\"" + ONE + "\",\"secondaryKey\":\"" + NEW + "\"}");
      long endNanos = System.nanoTime() + RawClient.TIMEOUT_MS * 1_000_000L;
      while (score(server, TWO) == 200 && System.nanoTime() - endNanos < 0) {
        assertThat(score(server, ONE)).isEqualTo(200);
      }
      assertThat(List.of(score(server, ONE), score(server, NEW), score(server, TWO)))
          .containsExactly(200, 200, 401);
      assertThat(server.stdout().toString() + server.stderr()).doesNotContain(ONE, TWO, NEW);
    }
  }

  @Test
  void aServerIsAskedByItsManagementPortWithItsKey() throws IOException {
    ServerProcess.Command command =
        ServerProcess.in(home)
            .env("SCORIA_PRIMARY_KEY", ONE)
            .env("SCORIA_SECONDARY_KEY", TWO)
            .env("SCORIA_MANAGEMENT_KEY", ADMIN);
    try (ServerProcess server =
        command.serve(
            TestData.model("iris"), "--management-port", "0", "--management-host", "0.0.0.0")) {
      String url = management(server);
      assertThat(url).startsWith("http://0.0.0.0:");
      server.ready();
      String file = file("admin", ADMIN + "\n").toString();
      assertPrints(
          keys("show", "--url", url, "--management-key-file", file),
          "Primary:   " + ONE,
          "Secondary: " + TWO);
      try (ServerProcess set =
          keys(
              ServerProcess.in(home).env("SCORIA_MANAGEMENT_KEY", ADMIN),
              "regenerate",
              "PRIMARY",
              "--value",
              NEW,
              "--url",
              url)) {
        assertThat(set.stdout()).containsExactly("Primary:   " + NEW, "Secondary: " + TWO);
        assertThat(set.stderr().toString()).contains("until it is started again");
      }
      assertThat(List.of(score(server, ONE), score(server, TWO), score(server, NEW)))
          .containsExactly(401, 200, 200);
      assertFails(keys("show", "--url", url), 1, "--management-key-file FILE");
      String wrong = file("wrong", NEW + "\n").toString();
      assertFails(
          keys("show", "--url", url, "--management-key-file", wrong), 1, "does not take this");
      assertThat(server.stdout().toString() + server.stderr())
          .contains("denied: missing_credentials", "denied: invalid_key", "client=127.0.0.1")
          .doesNotContain(ONE, TWO, NEW, ADMIN);
    }
  }

  @Test
  void aNewKeyMayComeByStandardInputAndIsMadeWhereNoneIsGiven() throws IOException {
    Path file = file("my-keys", ONE + "\n");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "printf '%s\\n' "
            + NEW
            + " | "
            + java
            + " -jar "
            + TestData.jar()
            + " keys regenerate"
            + " primary --value-stdin --key-file "
            + file
            + " 2>/dev/null";
    assertThat(ServerProcess.shell(command, Map.of())).isEqualTo("Primary:   " + NEW + "\n");

    try (ServerProcess made = keys("regenerate", "secondary", "--key-file", file.toString())) {
      assertThat(made.stdout().getLast()).matches("Secondary: [A-Za-z0-9_-]{43}");
      assertThat(Files.readAllLines(file).getFirst()).isEqualTo(NEW);
    }
  }

  @Test
  void whatCannotBeDoneIsSaidWithWhatToDo() throws IOException {
    assertFails(keys("show"), 1, "there is no", ".local/state/scoria/keys", "--url");
    assertFails(keys("regenerate", "third"), 2, "expected primary or secondary but was 'third'");
    assertFails(
        keys("regenerate", "primary", "--value", "hunter2"), 2, "7 characters", "at least 16");
    assertFails(keys("show", "--url", "http://127.0.0.1:1"), 1, "there is no server at");
    assertFails(keys("show", "--url", "ftp://x"), 2, "http://HOST:PORT");
    assertFails(keys("show", "--url", "http://h:1", "--key-file", "f"), 2, "one of --url and");
  }
}

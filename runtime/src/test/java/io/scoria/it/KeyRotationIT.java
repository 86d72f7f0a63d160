package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.GivenKeys;
import io.scoria.auth.KeyFile;
import io.scoria.auth.KeyFolder;
import io.scoria.auth.KeyStore;
import io.scoria.auth.Keys;
import io.scoria.auth.LiveKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row K1 of the security catalogue, rotation: a key that was replaced is dead, and nobody who uses
 * the other notices.
 */
@ExtendWith(NoNettyLeaks.class)
class KeyRotationIT {
  private static final String ONE = "one-q7WmZ4tRb9Kx";
  private static final String TWO = "two-n3VhJ8sLc5Py";
  private static final String NEW = "new-d6FgT2xRw8Bz";
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";

  @TempDir Path folder;

  private static LiveKeys given() throws IOException {
    return LiveKeys.open(new GivenKeys(new Keys(ONE, TWO), "the test"));
  }

  private static TestServer serving(LiveKeys keys) {
    return TestServer.configure(TestData.model("iris")).keys(keys).withManagement().start();
  }

  private static int score(RawClient client, String key) {
    String head = "Authorization: Bearer " + key + "\r\nContent-Length: " + BODY.length() + "\r\n";
    return client.send(RawClient.scoreHead(head) + BODY).read().status();
  }

  private static int score(TestServer server, String key) {
    try (RawClient client = server.connect()) {
      return score(client, key);
    }
  }

  private static Response regenerate(TestServer server, String body) {
    try (RawClient client = new RawClient(server.managementPort())) {
      return client
          .send(
              "POST /admin/keys/regenerate HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                  + "Content-Type: application/json\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body)
          .read();
    }
  }

  private static Response show(TestServer server) {
    try (RawClient client = new RawClient(server.managementPort())) {
      return client.send("GET /admin/keys HTTP/1.1\r\nHost: localhost:1\r\n\r\n").read();
    }
  }

  @Test
  void theKeyThatIsReplacedIsDeadWhenThatIsAnsweredAndTheOtherIsNeverRefused() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (LiveKeys keys = given();
        TestServer server = serving(keys);
        var loads = Executors.newFixedThreadPool(1)) {
      Callable<Integer> load =
          () -> {
            int scored = 0;
            try (RawClient client = server.connect()) {
              while (!done.get()) {
                assertThat(score(client, ONE)).isEqualTo(200);
                scored++;
              }
            }
            return scored;
          };
      Future<Integer> others = loads.submit(load);
      try {
        String old = TWO;
        for (int i = 0; i < 100; i++) {
          Response answer = regenerate(server, "{\"keyType\": \"secondary\"}");
          assertThat(answer.status()).as("%s", answer).isEqualTo(200);
          String made = answer.json().get("secondaryKey").textValue();
          assertThat(score(server, old)).isEqualTo(401);
          assertThat(score(server, made)).isEqualTo(200);
          old = made;
        }
      } finally {
        done.set(true);
      }
      assertThat(others.get()).isPositive();
      assertThat(show(server).json().get("primaryKey").textValue()).isEqualTo(ONE);
    }
  }

  @Test
  void aKeyIsSetByThePayloadOfTheOriginalAndThatItDoesNotLastIsSaid() throws IOException {
    try (LiveKeys keys = given();
        TestServer server = serving(keys)) {
      Response set =
          regenerate(server, "{\"keyType\": \"Primary\", \"keyValue\": \"" + NEW + "\"}");

      assertThat(set.text())
          .isEqualTo(
              "{\"primaryKey\":\"%s\",\"secondaryKey\":\"%s\",\"lastsAfterRestart\":false}"
                  .formatted(NEW, TWO));
      assertThat(set.header("cache-control")).isEqualTo("no-store");
      assertThat(show(server).text())
          .isEqualTo("{\"primaryKey\":\"%s\",\"secondaryKey\":\"%s\"}".formatted(NEW, TWO));
      assertThat(score(server, ONE)).isEqualTo(401);
      assertThat(score(server, NEW)).isEqualTo(200);
      assertThat(score(server, TWO)).isEqualTo(200);
    }
  }

  @Test
  void whatIsNoKeyIsRefusedAndNothingChanges() throws IOException {
    try (LiveKeys keys = given();
        TestServer server = serving(keys)) {
      String weak = "{\"keyType\": \"Primary\", \"keyValue\": \"hunter2\"}";
      assertRefused(regenerate(server, weak), 400, "weak_key")
          .contains("7 characters", "at least 16")
          .doesNotContain("hunter2");
      String other = "{\"keyType\": \"Primary\", \"keyValue\": \"" + TWO + "\"}";
      assertRefused(regenerate(server, other), 400, "weak_key").contains("already the secondary");
      String unsendable = "{\"keyType\": \"Primary\", \"keyValue\": \"" + NEW + "\\nX: y\"}";
      assertRefused(regenerate(server, unsendable), 400, "weak_key").contains("visible ASCII");
      for (String body : new String[] {"{}", "{\"keyType\": \"third\"}", ""}) {
        assertRefused(regenerate(server, body), 400, "invalid_request").contains("Secondary");
      }
      assertThat(score(server, ONE)).isEqualTo(200);
      assertThat(score(server, TWO)).isEqualTo(200);
    }
  }

  @Test
  void whereTheKeyFileIsBrokenNothingIsReplacedAndItIsSaidWhyButNotWhere() throws IOException {
    Path file = folder.resolve("keys");
    KeyFile.readOrCreate(file);
    try (LiveKeys keys = LiveKeys.open(new KeyFile(file));
        TestServer server = serving(keys)) {
      String asked = "{\"keyType\": \"Primary\"}";
      String before = keys.keys().primary();

      Files.writeString(file, "three of-them canary\n");
      assertUnusable(server, asked, "one key on the first line");
      Files.writeString(file, "hunter2\n");
      assertUnusable(server, asked, "the primary key is too weak");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      assertUnusable(server, asked, "has the permissions rw-r--r--");
      Files.delete(file);
      assertUnusable(server, asked, "is not there any more");

      assertThat(score(server, before)).isEqualTo(200);
    }
  }

  private void assertUnusable(TestServer server, String asked, String why) {
    assertRefused(regenerate(server, asked), 409, "keys_unusable")
        .contains("No key was replaced", why)
        .doesNotContain(folder.toString(), "canary", "hunter2");
  }

  /** As Kubernetes does it: files are links by way of a folder whose link is swapped. */
  @Test
  void aMountedSecretIsTakenUpWhenItIsSwapped() throws IOException {
    mount("..1", ONE, TWO);
    Files.createSymbolicLink(folder.resolve("primary"), Path.of("..data/primary"));
    Files.createSymbolicLink(folder.resolve("secondary"), Path.of("..data/secondary"));
    KeyStore store = new KeyFolder(folder);
    try (LiveKeys keys = LiveKeys.open(store);
        TestServer server = serving(keys)) {
      assertThat(score(server, TWO)).isEqualTo(200);
      assertRefused(regenerate(server, "{\"keyType\": \"Primary\"}"), 409, "keys_read_only")
          .contains("Change the secret");

      mount("..2", ONE, NEW);

      long endNanos = System.nanoTime() + RawClient.TIMEOUT_MS * 1_000_000L;
      while (score(server, TWO) == 200 && System.nanoTime() - endNanos < 0) {
        assertThat(score(server, ONE)).isEqualTo(200);
      }
      assertThat(score(server, TWO)).isEqualTo(401);
      assertThat(score(server, NEW)).isEqualTo(200);
      assertThat(score(server, ONE)).isEqualTo(200);
    }
  }

  private void mount(String version, String primary, String secondary) throws IOException {
    Path data = Files.createDirectory(folder.resolve(version));
    Files.writeString(data.resolve("primary"), primary);
    Files.writeString(data.resolve("secondary"), secondary);
    Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), data.getFileName());
    Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
  }
}

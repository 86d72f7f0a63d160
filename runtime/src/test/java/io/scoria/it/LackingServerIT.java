package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.KeyAuthenticator;
import io.scoria.auth.Keys;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that ask a server for what it does not have. */
@ExtendWith(NoNettyLeaks.class)
class LackingServerIT {
  private static TestServer server;

  @TempDir private Path home = Path.of("");

  @BeforeAll
  static void start() {
    server =
        TestServer.configure(TestData.model("iris"))
            .authenticator(new KeyAuthenticator(new Keys(Canaries.next(), null)))
            .withManagement()
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private String said(int port, String command) {
    String all = command + " --url http://127.0.0.1:" + port;
    try (ServerProcess done = ServerProcess.in(home).run(all.split(" ", -1))) {
      assertThat(done.exitStatus()).isEqualTo(1);
      return String.join("\n", done.stderr());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys show", "keys regenerate primary"})
  void aServerWithoutKeysIsSaidToHaveNone(String command) {
    assertThat(said(server.managementPort(), command))
        .isEqualTo(
            "scoria: http://127.0.0.1:%d: this server has no keys: start it with --auth key or --allow-both"
                .formatted(server.managementPort()));
  }

  @Test
  void aServerThatSignsNoTokensIsSaidToSignNone() {
    assertThat(said(server.managementPort(), "token issue"))
        .endsWith(
            ": this server signs no tokens: start it with --auth token or --allow-both, without"
                + " --token-issuer");
  }

  @Test
  void thePortThatScoresIsSaidNotToBeTheManagementListener() {
    assertThat(said(server.port(), "keys show"))
        .endsWith(" is not the management listener of a server");
  }
}

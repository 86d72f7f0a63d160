package io.scoria.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.Authentication;
import io.scoria.auth.token.TokenAuthenticator;
import io.scoria.auth.token.issuer.OwnIssuer;
import io.scoria.call.FakeHead;
import io.scoria.config.TokenConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tokens without a server. */
class TokenIssueCommandTest {
  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... options) {
    CommandLine command = Main.command().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] all = new String[options.length + 2];
    all[0] = "token";
    all[1] = "issue";
    System.arraycopy(options, 0, all, 2, options.length);
    return command.execute(all);
  }

  private Path key() {
    return folder.resolve("key.pem");
  }

  private OwnIssuer issuer() throws Exception {
    return OwnIssuer.start(
        new TokenConfig.Own(key(), true, Optional.empty(), "iris", 600), InstantSource.system());
  }

  private static boolean isAccepted(OwnIssuer issuer, String token) {
    var tokens = new TokenAuthenticator(List.of(issuer), InstantSource.system());
    return tokens.authenticate(new FakeHead().with("authorization", "Bearer " + token))
        instanceof Authentication.Accepted;
  }

  @Test
  void aServerWithTheSameKeyTakesIt() throws Exception {
    try (OwnIssuer issuer = issuer()) {
      int code = run("--service", "iris", "--token-signing-key", key().toString(), "--token-only");
      assertThat(code).isZero();
      assertThat(isAccepted(issuer, out.toString().strip())).isTrue();
    }
  }

  @Test
  void ofSeveralKeysTheFirstSigns() throws Exception {
    issuer().close();
    String first = Files.readString(key());
    Files.delete(key());
    issuer().close();
    Path both = Files.writeString(folder.resolve("both.pem"), Files.readString(key()) + first);
    try (OwnIssuer issuer = issuer()) { // of the second that was made alone
      assertThat(run("--service", "iris", "--token-signing-key", both.toString(), "--token-only"))
          .isZero();
      assertThat(isAccepted(issuer, out.toString().strip())).isTrue();
    }
  }

  @Test
  void isPrintedAsJson() throws Exception {
    issuer().close();
    String file = key().toString();
    assertThat(run("--service", "iris", "--token-signing-key", file, "--ttl", "15m")).isZero();
    assertThat(out.toString())
        .startsWith("{\"accessToken\":\"")
        .contains("\"tokenType\":\"Bearer\",\"refreshAfter\":");
  }

  @Test
  void aKeyThatIsNotThereIsSaidToBeMissing() {
    int code = run("--service", "iris", "--token-signing-key", key().toString());
    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains(key() + ": found no file; accepted:");
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    String url = "http://127.0.0.1:1";
    assertThat(run()).isEqualTo(2);
    assertThat(run("--url", url, "--service", "iris")).isEqualTo(2);
    assertThat(run("--service", "iris", "--management-key-file", "k")).isEqualTo(2);
    assertThat(run("--service", "iris", "--ttl", "2d")).isEqualTo(2);
    assertThat(run("--service", "iris", "--subject", "a b")).isEqualTo(2);
    assertThat(err.toString())
        .contains("give --service NAME", "leave out --url", "is for --url", "--ttl:", "--subject");
  }

  @Test
  void aServerThatIsNotThereIsSaidToBeMissing() {
    assertThat(run("--url", "http://127.0.0.1:1")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no server at http://127.0.0.1:1");
  }
}

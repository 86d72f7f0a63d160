package io.scoria.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.TlsConfig;
import io.scoria.repository.SampleRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadyMessageTest {
  private static final KeySource OPEN = new KeySource(Optional.empty(), "", "");
  private static final KeySource KEYED =
      new KeySource(Optional.empty(), "hidden", "$SCORIA_PRIMARY_KEY");

  @TempDir private Path state = Path.of("");

  private Optional<TlsConfig> tls = Optional.empty();

  private Path samples() {
    return state.resolve("sample-requests");
  }

  private List<String> lines(String host, KeySource keys, SampleRequest sample) throws IOException {
    return List.of(new ReadyMessage(host, 5001, tls, keys, Optional.of(sample), samples()).lines());
  }

  private static SampleRequest madeUp(String body) {
    return new SampleRequest(body, Optional.empty());
  }

  @Test
  void namesTheAddressAndARequestThatCanBePasted() throws IOException {
    assertThat(lines("127.0.0.1", OPEN, madeUp("{\"data\": \"it's\"}")))
        .containsExactly(
            "READY http://127.0.0.1:5001",
            "curl -sS -w '\\n' -H 'Content-Type: application/json' -d '{\"data\": \"it'\\''s\"}'"
                + " http://127.0.0.1:5001/score");
  }

  @Test
  void sendsTheKeyWithoutShowingIt() throws IOException {
    String curl = lines("127.0.0.1", KEYED, madeUp("{}")).getLast();

    assertThat(curl)
        .contains("-H \"Authorization: Bearer $SCORIA_PRIMARY_KEY\"")
        .doesNotContain("hidden");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, http://0.0.0.0:5001, http://127.0.0.1:5001/score",
    "::, http://[::]:5001, http://[::1]:5001/score",
    "::1, http://[::1]:5001, http://[::1]:5001/score",
    "[::1], http://[::1]:5001, http://[::1]:5001/score",
    "score.local, http://score.local:5001, http://score.local:5001/score",
  })
  void theRequestGoesToAnAddressThatCanBeReached(String host, String ready, String url)
      throws IOException {
    List<String> lines = lines(host, OPEN, madeUp("{}"));

    assertThat(lines.getFirst()).isEqualTo("READY " + ready);
    assertThat(lines.getLast()).endsWith(" " + url);
  }

  @Test
  void overTlsTheRequestBelievesTheServersOwnCertificate() throws IOException {
    tls = Optional.of(TlsConfig.of(Path.of("/etc/my certs/tls.crt"), Path.of("/k")));

    assertThat(lines("0.0.0.0", OPEN, madeUp("{}")))
        .containsExactly(
            "READY https://0.0.0.0:5001",
            "curl -sS -w '\\n' --cacert '/etc/my certs/tls.crt'"
                + " -H 'Content-Type: application/json' -d '{}' https://127.0.0.1:5001/score");
  }

  @Test
  void overTlsTheRequestShowsACertificateWhereClientsMust() throws IOException {
    TlsConfig one = TlsConfig.of(Path.of("/c"), Path.of("/k"));
    tls =
        Optional.of(
            new TlsConfig(
                one.certificateChain(),
                one.privateKey(),
                Optional.of(new TlsConfig.Clients(Path.of("/ca"), true)),
                one.provider(),
                one.handshakeTimeoutMs(),
                one.hstsSeconds()));

    assertThat(lines("h", OPEN, madeUp("{}")).getLast())
        .contains(" --cacert '/c' --cert CLIENT.pem --key CLIENT-KEY.pem ");
  }

  @Test
  void aLongSampleIsSentFromItsFile() throws IOException {
    SampleRequest sample =
        new SampleRequest(" ".repeat(1001), Optional.of(Path.of("/m/sample-request.json")));

    assertThat(lines("h", OPEN, sample).getLast()).contains(" -d @'/m/sample-request.json' ");
  }

  @Test
  void aLongSampleThatWasMadeUpIsWrittenToAFile() throws IOException {
    String body = "{\"data\": [" + "0, ".repeat(400) + "0]}";

    String curl = lines("h", OPEN, madeUp(body)).getLast();

    assertThat(curl).hasSizeLessThan(300);
    Path file = Path.of(curl.replaceFirst(".* -d @'([^']*)' .*", "$1"));
    assertThat(file).hasContent(body);
    assertThat(file).hasParent(samples());
  }

  @Test
  void aLongSampleThatCannotBeWrittenIsLeftOut() throws IOException {
    Files.writeString(samples(), "a file in the place of the folder");

    String curl = lines("h", OPEN, madeUp("0, ".repeat(400))).getLast();

    assertThat(curl).contains(" -d '{\"data\": []}' ").endsWith("# put in what the model takes");
  }
}

package io.scoria.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is said before anything is sent. */
class ManagementClientTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:21002",
        "localhost:21002",
        "",
        "http://",
        "http:///admin",
        "ftp://127.0.0.1:21002",
        "http://127.0.0.1:21002/admin/keys",
        "http://127.0.0.1:21002//",
        "http://127.0.0.1:21002?a",
        "http://127.0.0.1:21002#a",
        "http://a b:1",
        "http://me@127.0.0.1:21002"
      })
  void whatIsNotTheAddressOfAListenerIsRefusedWithTheFormOfOne(String url) {
    assertThatThrownBy(() -> ManagementClient.of(url, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + url + "' is not of the form http://HOST:PORT");
  }

  @Test
  void thatItSpeaksNoTlsIsSaid() {
    assertThatThrownBy(() -> ManagementClient.of("https://127.0.0.1:1", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'https://127.0.0.1:1' is not of the form http://HOST:PORT; the management listener"
                + " speaks no TLS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:1", "http://127.0.0.1:1/"})
  void theAddressThatAServerPrintsIsTaken(String url) {
    assertThat(ManagementClient.of(url, Optional.empty()).base()).hasToString("http://127.0.0.1:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys show", "keys regenerate primary", "token issue"})
  void aKeyFileThatIsNotThereIsNamedByItsOption(String command) {
    StringWriter err = new StringWriter();
    CommandLine scoria = Main.command().setErr(new PrintWriter(err));
    String all = command + " --url http://127.0.0.1:1 --management-key-file /nowhere/nomk";

    assertThat(scoria.execute(all.split(" ", -1))).isEqualTo(1);
    assertThat(err).hasToString("scoria: --management-key-file: there is no /nowhere/nomk\n");
  }
}

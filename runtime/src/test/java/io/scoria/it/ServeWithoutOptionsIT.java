package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} alone, as in the image, goes its own way into the server: the same one. */
class ServeWithoutOptionsIT {
  private static final String KEY = "key-of-a-server-without-options";

  @TempDir private Path home = Path.of("");

  private ServerProcess.Command command() {
    return ServerProcess.in(home).env("SCORIA_PRIMARY_KEY", KEY).env("SERVER_PORT", "0");
  }

  @Test
  void scoresAndStopsAndWritesToStandardOutputAlone() {
    try (ServerProcess server =
        command().env("AZUREML_MODEL_DIR", TestData.model("iris").toString()).run("serve")) {
      try (RawClient client = new RawClient(server.port())) {
        String body = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
        Response response =
            client
                .send(
                    "POST /score HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer "
                        + KEY
                        + "\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                .read();
        assertThat(response.status()).isEqualTo(200);
      }
      server.signal("TERM");
      assertThat(server.exitStatus()).isZero();
      assertThat(server.stderr()).isEmpty();
    }
  }

  @Test
  void whatCannotBeServedIsToldAsWithOptions() {
    String nowhere = home.resolve("nowhere").toString();
    try (ServerProcess server = command().env("AZUREML_MODEL_DIR", nowhere).run("serve");
        ServerProcess other = command().run("serve", nowhere)) {
      assertThat(server.exitStatus()).isEqualTo(other.exitStatus()).isPositive();
      assertThat(server.stderr())
          .singleElement()
          .asString()
          .startsWith("scoria: ")
          .contains(nowhere);
    }
  }

  @Test
  void aVariableOfNoUseIsToldWithStatusTwo() {
    try (ServerProcess server = command().env("SCORIA_LOG_FORMAT", "xml").run("serve")) {
      assertThat(server.exitStatus()).isEqualTo(2);
      assertThat(String.join("\n", server.stderr())).contains("SCORIA_LOG_FORMAT").contains("xml");
    }
  }

  @Test
  void aRuntimeThatDoesNotLoadIsToldByItsCause() {
    try (ServerProcess server =
        command()
            .env("AZUREML_MODEL_DIR", TestData.model("iris").toString())
            .jvm("-Djava.io.tmpdir=/dev/null") // where nothing can be made, whoever runs this
            .run("serve")) {
      assertThat(server.exitStatus()).isEqualTo(1);
      assertThat(String.join("\n", server.stderr()))
          .contains("scoria: the runtime for models does not start on this machine: java.nio.file.")
          .contains("/dev/null");
    }
  }
}

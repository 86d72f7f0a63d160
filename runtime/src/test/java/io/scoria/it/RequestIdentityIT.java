package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.Keys;
import io.scoria.config.ServiceConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every response tells whose it is, what ran and which server it was. */
@ExtendWith(NoNettyLeaks.class)
class RequestIdentityIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final String KEY = "Authorization: Bearer the-key\r\n";

  private static TestServer server;

  @BeforeAll
  static void start() {
    ServiceConfig service =
        new ServiceConfig("iris", "", "/pre", "1", Optional.of("scoria/1"), List.of());
    server =
        TestServer.configure(TestData.model("iris"))
            .keys(new Keys("the-key", null))
            .service(service)
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The table of the contract: what is sent, and what comes back; - for nothing, M for made. */
  @ParameterizedTest
  @CsvSource({
    "-, -, -, M, M, -",
    "A, -, -, A, A, -",
    "-, B, -, M, B, B",
    "-, -, C, M, C, C",
    "A, B, -, A, B, B",
    "-, B, C, M, B, C",
    "A, -, C, A, C, C",
    "A, B, C, A, B, C"
  })
  void theIdsThatAreSentComeBack(
      String request, String ms, String client, String toRequest, String toMs, String toClient) {
    String ids =
        line("x-request-id", request)
            + line("x-ms-request-id", ms)
            + line("X-MS-Client-Request-Id", client);
    try (RawClient connection = server.connect()) {
      for (String head :
          List.of(
              "POST /score HTTP/1.1\r\n" + KEY,
              "POST /pre/score HTTP/1.1\r\n" + KEY,
              "POST /api/v1/service/iris/score HTTP/1.1\r\n" + KEY,
              "POST /api/v1/service/other/score HTTP/1.1\r\n" + KEY,
              "POST /score HTTP/1.1\r\n",
              "POST /nothing HTTP/1.1\r\n",
              "OPTIONS /score HTTP/1.1\r\n",
              "PUT /score HTTP/1.1\r\n",
              "GET / HTTP/1.1\r\n")) {
        String length = "Host: t\r\nContent-Length: " + BODY.length() + "\r\n";
        Response response = connection.send(head + length + ids + "\r\n" + BODY).read();
        String made = response.header("x-request-id");
        assertThat(made).as("%s", response).isNotNull().isNotEqualTo("-");
        assertThat(made).isEqualTo(toRequest.equals("M") ? made : toRequest);
        assertThat(response.header("x-ms-request-id")).isEqualTo(toMs.equals("M") ? made : toMs);
        assertThat(response.header("x-ms-client-request-id"))
            .isEqualTo(toClient.equals("-") ? null : toClient);
        assertThat(response.header("x-ms-server-version")).isEqualTo("scoria/1");
      }
    }
  }

  private static String line(String name, String value) {
    return value.equals("-") ? "" : name + ": " + value + "\r\n";
  }

  @Test
  void requestsInOnePieceEachGetTheirOwnIds() {
    try (RawClient client = server.connect()) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        all.append(head("x-request-id: id-" + i + "\r\n" + KEY)).append(BODY);
      }
      client.send(all.toString());
      for (int i = 0; i < 20; i++) {
        assertThat(client.read().header("x-request-id")).isEqualTo("id-" + i);
      }
    }
  }

  @Test
  void aRunTellsHowLongItTook() {
    Response response = exchange(head(KEY) + BODY);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("x-ms-run-function-failed")).isEqualTo("False");
    assertThat(response.header("x-ms-run-fn-exec-ms")).matches("[0-9]+\\.[0-9]{3}");
    assertThat(exchange(head("") + BODY).header("x-ms-run-function-failed")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-request-id", "x-ms-request-id", "x-ms-client-request-id"})
  void anIdThatIsTooLongIs431(String name) {
    Response response = exchange(head(name + ": " + "i".repeat(101) + "\r\n" + KEY) + BODY);
    Refusals.assertRefused(response, 431, "headers_too_large").contains(name);
    assertThat(response.header("x-request-id")).hasSize(36);
  }

  @Test
  void aTraceIsContinued() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    String sent = "00-" + trace + "-00f067aa0ba902b7-01";
    Response response = exchange(head("traceparent: " + sent + "\r\nTraceId: t\r\n" + KEY) + BODY);
    assertThat(response.header("traceparent"))
        .matches("00-" + trace + "-[0-9a-f]{16}-01")
        .isNotEqualTo(sent);
    assertThat(response.header("traceid")).isEqualTo("t");
  }

  @Test
  void powerBiIsAnsweredInItsOwnForm() {
    String inputs = "{\"Inputs\": {\"data\": [[5.1, 3.4, 1.5, 0.2]]}, \"GlobalParameters\": 1.0}";
    String plain = exchange(head(KEY) + BODY).result();
    Response response = exchange(head(KEY, inputs) + inputs);
    assertThat(response.status()).as("%s", response).isEqualTo(200);
    assertThat(response.json().get("Results")).hasSize(1);
    assertThat(response.text()).startsWith("{\"Results\":{\"").contains(plain);
    String mixed = "{\"Inputs\": [[1, 2, 3, 4]], \"data\": [[1, 2, 3, 4]]}";
    Refusals.assertRefused(exchange(head(KEY, mixed) + mixed), 400, "invalid_request")
        .contains("\"data\" beside \"Inputs\"");
  }

  private static String head(String lines) {
    return head(lines, BODY);
  }

  private static String head(String lines, String body) {
    return RawClient.scoreHead(lines + "Content-Length: " + body.length() + "\r\n");
  }

  private static Response exchange(String request) {
    try (RawClient client = server.connect()) {
      return client.send(request).read();
    }
  }
}

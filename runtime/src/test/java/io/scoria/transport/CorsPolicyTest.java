package io.scoria.transport;

import static io.scoria.transport.Wire.headerValues;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Header;
import io.scoria.call.Reply;
import io.scoria.call.Timing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages of browsers are told that they may call. */
final class CorsPolicyTest {
  private static final String ALLOWED = "access-control-allow-origin";
  private static final String PREFLIGHT =
      "Access-Control-Request-Method: POST\r\nContent-Length: 0\r\n\r\n";

  private static Wire allowing(String... origins) {
    return new Wire(Wire.service(Optional.empty(), List.of(origins)));
  }

  private static String preflight(Wire wire, String path, String lines) {
    return wire.send("OPTIONS " + path + " HTTP/1.1\r\nHost: t\r\n" + lines + PREFLIGHT);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, https://a.example, true",
    "https://a.example, HTTPS://A.example, true",
    "https://A.Example, https://a.example, true",
    "https://a.example:8443, https://a.example:8443, true",
    "https://a.example, https://a.example:443, false",
    "https://a.example, http://a.example, false",
    "https://a.example, https://a.example.evil, false",
    "https://a.example, https://evil-a.example, false",
    "https://a.example, https://a.example/, false",
    "https://a.example, null, false",
    "https://a.example, *, false",
  })
  void anOriginIsComparedExactly(String configured, String sent, boolean allowed) {
    try (Wire wire = allowing("https://other.example", configured)) {
      for (String response :
          List.of(
              wire.post("Origin: " + sent),
              preflight(wire, "/score", "Origin: " + sent + "\r\n"))) {
        assertThat(response).startsWith("HTTP/1.1 200 OK");
        assertThat(headerValues(response, ALLOWED)).hasSize(allowed ? 1 : 0);
        assertThat(headerValues(response, "vary")).contains("Origin");
        assertThat(response).doesNotContain("credentials");
        if (allowed) {
          assertThat(headerValues(response, ALLOWED).getFirst()).isEqualToIgnoringCase(sent);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://a.example", "null", "http://127.0.0.1:3000"})
  void everyOriginIsAllowedByAStar(String sent) {
    try (Wire wire = allowing("*")) {
      String response = wire.post("Origin: " + sent);
      assertThat(headerValues(response, ALLOWED)).containsExactly("*");
      assertThat(response).doesNotContain("credentials");
      assertThat(headerValues(preflight(wire, "/score", "Origin: " + sent + "\r\n"), ALLOWED))
          .containsExactly("*");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/score", "/pre/score", "/api/v1/service/my%20service/score", "/"})
  void aPreflightIsAnsweredOnEveryPath(String path) {
    try (Wire wire = allowing("https://a.example")) {
      String response =
          preflight(
              wire,
              path,
              "Origin: https://a.example\r\nAccess-Control-Request-Headers: x-mine, authorization\r\n");
      assertThat(response).startsWith("HTTP/1.1 200 OK").contains("\r\ncontent-length: 0\r\n");
      assertThat(headerValues(response, "access-control-allow-methods"))
          .containsExactly("GET, POST, OPTIONS");
      assertThat(headerValues(response, "access-control-allow-headers"))
          .containsExactly("x-mine, authorization");
      assertThat(headerValues(response, "access-control-max-age").getFirst()).matches("[0-9]+");
      assertThat(headerValues(response, "x-request-id")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a@b", "a\tb", ", ,", "\u00e9"})
  void headersThatAreNoNamesAreNotRepeated(String asked) {
    try (Wire wire = allowing("*")) {
      String lines = "Origin: https://a\r\nAccess-Control-Request-Headers: " + asked + "\r\n";
      String response = preflight(wire, "/score", lines);
      assertThat(headerValues(response, "access-control-allow-headers").getFirst())
          .startsWith("authorization, content-type, ")
          .contains("x-request-id");
    }
  }

  @Test
  void headersThatAreTooManyAreNotRepeated() {
    try (Wire wire = allowing("*")) {
      String asked = "x".repeat(2001);
      String lines = "Origin: https://a\r\nAccess-Control-Request-Headers: " + asked + "\r\n";
      assertThat(preflight(wire, "/score", lines)).doesNotContain(asked);
    }
  }

  @Test
  void refusalsCanBeReadByPagesToo() {
    try (Wire wire = allowing("https://a.example")) {
      String origin = "Origin: https://a.example\r\n";
      for (String request :
          List.of(
              "GET /none HTTP/1.1\r\nHost: t\r\n",
              "PUT /score HTTP/1.1\r\nHost: t\r\n",
              "POST /score HTTP/1.1\r\nHost: t\r\nx-request-id: " + "i".repeat(101) + "\r\n",
              "GET / HTTP/1.1\r\n")) {
        String response = wire.send(request + origin + "\r\n");
        assertThat(response).startsWith("HTTP/1.1 4");
        assertThat(headerValues(response, ALLOWED)).containsExactly("https://a.example");
        assertThat(headerValues(response, "access-control-expose-headers").getFirst())
            .contains("x-request-id", "x-ms-run-fn-exec-ms", "x-ms-server-version");
      }
    }
  }

  @Test
  void withoutOriginsOptionsTellsTheMethodsAndNothingElse() {
    try (Wire wire = allowing()) {
      String response = preflight(wire, "/score", "Origin: https://a.example\r\n");
      assertThat(response).startsWith("HTTP/1.1 200 OK").doesNotContain("access-control", "vary");
      assertThat(headerValues(response, "allow")).containsExactly("OPTIONS, POST");
      assertThat(wire.post("Origin: https://a.example")).doesNotContain("access-control", "vary");
    }
  }

  @Test
  void optionsThatIsNoPreflightTellsTheMethods() {
    try (Wire wire = allowing("*")) {
      String response = wire.send("OPTIONS / HTTP/1.1\r\nHost: t\r\n\r\n");
      assertThat(response).startsWith("HTTP/1.1 200 OK").doesNotContain("allow-methods");
      assertThat(headerValues(response, "allow")).containsExactly("GET, HEAD, OPTIONS");
      assertThat(wire.send("OPTIONS /none HTTP/1.1\r\nHost: t\r\n\r\n"))
          .startsWith("HTTP/1.1 404 ");
    }
  }

  @Test
  void theServicesOwnOriginIsSentWhereNoneIsConfigured() {
    Header own = new Header("Access-Control-Allow-Origin", "https://script");
    Reply reply = new Reply(200, "", Wire.bytes(""), null, List.of(own), Timing.NOT_RUN, null);
    try (Wire none = allowing();
        Wire some = allowing("*")) {
      assertThat(headerValues(none.answering(reply).post(), ALLOWED))
          .containsExactly("https://script");
      assertThat(headerValues(some.answering(reply).post(), ALLOWED)).containsExactly("*");
    }
  }
}

package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row H8 of the security catalogue, log injection: whatever a client puts into a path, a header or
 * an id, what is logged of it is one line, and of printable characters.
 */
class LogInjectionIT {
  private static final List<String> ATTACKS =
      List.of(
          "a\r\n2030-01-01T00:00:00.000Z ERROR Forged [main] forged",
          "a\n2030-01-01 ERROR forged",
          "a\rforged",
          "\u001b[2Jforged\u001b]0;forged\u0007",
          "a\u2028forged",
          "a\u0085forged",
          "a\u0000forged",
          "%0d%0aforged",
          "%1b[2Jforged",
          "{\"level\":\"ERROR\",\"msg\":\"forged\"}",
          "${jndi:ldap://127.0.0.1:1/forged}",
          "{} {} %n %msg");

  @TempDir Path home;

  @Test
  void eachDeniedRequestIsOneLineWhateverItsPathHeadersAndIds() {
    String id = "x-request-id";
    try (ServerProcess server =
        ServerProcess.in(home)
            .env("SCORIA_PRIMARY_KEY", "one-q7WmZ4tRb9Kx")
            .serve(TestData.model("iris"))) {
      int port = server.port();
      int denied = 0;
      for (String attack : ATTACKS) {
        denied += send(port, "POST /score?" + attack, "Content-Length: 0\r\n");
        denied += send(port, "POST /score", id + ": " + attack + "\r\nContent-Length: 0\r\n");
        denied +=
            send(port, "POST /score", "Authorization: " + attack + "\r\nContent-Length: 0\r\n");
        denied +=
            send(
                port,
                "POST /score",
                "Authorization: Bearer " + attack + "\r\nContent-Length: 0\r\n");
        denied += send(port, "POST /score", "User-Agent: " + attack + "\r\nContent-Length: 0\r\n");
        denied += send(port, "GET /" + attack, "x-ms-client-request-id: " + attack + "\r\n");
      }
      send(port, "POST /score", id + ": the-last\r\nContent-Length: 0\r\n");
      long endNanos = System.nanoTime() + RawClient.TIMEOUT_MS * 1_000_000L;
      while (server.warnings().stream().noneMatch(line -> line.contains("request=\"the-last\""))
          && System.nanoTime() - endNanos < 0) {
        Thread.onSpinWait();
      }
      List<String> lines = server.warnings();
      assertThat(lines).hasSize(denied + 1);
      assertThat(lines)
          .allSatisfy(line ->
              assertThat(line)
                  .matches(
                      "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z WARN  FailedAttempts \\[scoring-\\d+] denied:"
                          + " (missing_credentials|invalid_key) client=127\\.0\\.0\\.1"
                          + " request=\"[ !#-~]{1,100}\""));
    }
  }

  /** 1 where the request was denied for its credentials, else 0. */
  private static int send(int port, String line, String headers) {
    try (RawClient client = new RawClient(port)) {
      String request = line + " HTTP/1.1\r\nHost: t\r\n" + headers + "\r\n";
      int status = client.send(request.getBytes(StandardCharsets.UTF_8)).read().status();
      assertThat(status).isBetween(400, 499);
      return status == 401 ? 1 : 0;
    }
  }
}

package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a server writes to its standard output, read and unread. */
class StandardOutputIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final int UNREAD_REQUESTS = 5000; // more lines than a pipe holds
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  @TempDir private Path home = Path.of("");

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }

  private static int port(String ready) {
    return Integer.parseInt(ready.replaceFirst(".*READY http://[^:]+:(\\d+).*", "$1"));
  }

  @Test
  void eachLineIsAnObjectFromTheFirstToTheLast() throws IOException {
    Path script = Files.createDirectories(home.resolve("app")).resolve("Score.java");
    Files.writeString(
        script,
        """
        import io.scoria.api.*;
        public class Score implements EntryScript {
          public Object run(ScriptRequest request) {
            System.out.println("printed\\tby the script");
            throw new IllegalStateException("on purpose");
          }
        }
        """);
    try (ServerProcess server =
        ServerProcess.in(home)
            .env("SCORIA_LOG_FORMAT", "json")
            .serve(home.resolve("app"), "--auth", "none")) {
      int port = port(server.containing("READY http://"));
      try (RawClient client = new RawClient(port)) {
        assertThat(client.score(BODY).status()).isEqualTo(500);
      }
      server.signal("TERM");
      assertThat(server.exitStatus()).isZero();
      assertThat(server.stderr()).isEmpty();
      List<JsonNode> lines = server.stdout().stream().map(StandardOutputIT::json).toList();
      assertThat(lines.getFirst().path("message").textValue()).startsWith("Note: Found ");
      assertThat(lines.get(1).path("message").textValue()).startsWith("Scoria ");
      assertThat(lines.getLast().path("message").textValue()).isEqualTo("Stopped.");
      assertThat(lines)
          .allMatch(line -> line.has("timestamp") && line.has("level") && line.has("logger"));
      JsonNode printed = line(lines, "message", "printed\tby the script");
      assertThat(printed.path("logger").textValue()).isEqualTo("script.print");
      JsonNode told = line(lines, "path", "/score");
      assertThat(told.path("status").intValue()).isEqualTo(500);
      assertThat(printed.path("requestId")).isEqualTo(told.path("requestId"));
      assertThat(lines)
          .filteredOn(line -> line.has("error.stack"))
          .isNotEmpty()
          .allMatch(line -> line.path("requestId").equals(told.path("requestId")));
    }
  }

  private static JsonNode line(List<JsonNode> lines, String member, String value) {
    return lines.stream()
        .filter(line -> value.equals(line.path(member).textValue()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + value + " in " + lines));
  }

  @Test
  void theOriginalsFormIsThere() {
    try (ServerProcess server =
        ServerProcess.in(home)
            .serve(TestData.model("iris"), "--auth", "none", "--log-format", "azureml")) {
      int port = port(server.containing("READY http://"));
      try (RawClient client = new RawClient(port)) {
        assertThat(client.score(BODY).status()).isEqualTo(200);
      }
      String line = server.containing("POST /score");
      assertThat(line)
          .matches(
              "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} I \\["
                  + server.pid()
                  + "] azmlinfsrv - POST /score 200 \\d+\\.\\d{3}ms \\d+");
      assertThat(server.stdout()).allMatch(it -> it.matches("[0-9-]+ [0-9:,]+ [DIWE] \\[\\d+] .*"));
    }
  }

  /** As where what collects logs hangs, once the server has started. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aServerWhoseOutputNobodyReadsAnswersAndStops() throws IOException {
    Path pipe = home.resolve("pipe");
    assertThat(ServerProcess.shell("mkfifo '" + pipe + "'", Map.of())).isEmpty();
    // Open for both, it does not wait for the server, and the server does not wait for it.
    try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw");
        ServerProcess server = startInto(pipe)) {
      String management = lineWith(reader, "Management: http://");
      int port = port(lineWith(reader, "READY http://"));
      try (RawClient client = new RawClient(port)) {
        for (int i = 0; i < UNREAD_REQUESTS; i++) {
          assertThat(client.score(BODY).status()).isEqualTo(200);
        }
      }
      int managementPort =
          Integer.parseInt(management.substring(management.lastIndexOf(':') + 1).strip());
      try (RawClient client = new RawClient(managementPort)) {
        String get = " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        assertThat(client.send("GET /livez" + get).read().status()).isEqualTo(200);
        String last = client.send("GET /admin/logs?tail=" + UNREAD_REQUESTS + get).read().text();
        assertThat(last.lines().filter(line -> line.contains("POST /score 200")))
            .hasSizeGreaterThan(UNREAD_REQUESTS / 2);
      }
      long startNanos = System.nanoTime();
      server.signal("TERM");
      assertThat(server.exitStatus()).isZero();
      assertThat((System.nanoTime() - startNanos) / 1_000_000).as("ms").isLessThan(15_000);
    }
  }

  private ServerProcess startInto(Path pipe) {
    return ServerProcess.in(home)
        .outputTo(pipe)
        .serve(
            TestData.model("iris"),
            "--auth",
            "none",
            "--management-port",
            "0",
            "--request-log",
            "all");
  }

  private static String lineWith(RandomAccessFile reader, String part) throws IOException {
    String line = reader.readLine();
    while (!line.contains(part)) {
      line = reader.readLine();
    }
    return line;
  }
}

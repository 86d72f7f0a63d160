package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The models of the project give their golden answers, to one client and to many at once. */
@ExtendWith(NoNettyLeaks.class)
class SampleModelsIT {
  private static final double TOLERANCE = 1e-5;
  private static final int CLIENTS = 32;
  private static final int CALLS_OF_EACH = 33;

  private record Golden(String name, String request, JsonNode expected) {}

  @ParameterizedTest
  @ValueSource(strings = {"iris", "digits"})
  void everyGoldenRequestIsAnsweredAsExpected(String model) throws IOException {
    try (TestServer server = TestServer.serving(TestData.model(model));
        RawClient client = server.connect()) {
      for (Golden golden : golden(model)) {
        assertClose(golden, client.score(golden.request()).json());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"iris", "digits"})
  void theSampleRequestIsScored(String model) throws IOException {
    String sample = Files.readString(TestData.model(model).resolve("sample-request.json"));
    try (TestServer server = TestServer.serving(TestData.model(model))) {
      assertThat(server.score(sample).status()).isEqualTo(200);
    }
  }

  /** A client of the JDK, and so not one that was written for this server. */
  @ParameterizedTest
  @ValueSource(strings = {"iris", "digits"})
  void manyClientsAtOnceGetTheSameAnswers(String model) throws Exception {
    List<Golden> all = golden(model);
    try (TestServer server = TestServer.serving(TestData.model(model));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<Callable<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int first = i;
        clients.add(() -> callInTurn(http, server.port(), all, first));
      }
      int calls = 0;
      for (Future<Integer> client : threads.invokeAll(clients)) {
        calls += client.get();
      }
      assertThat(calls).isEqualTo(CLIENTS * CALLS_OF_EACH);
    }
  }

  private static int callInTurn(HttpClient http, int port, List<Golden> all, int first)
      throws IOException, InterruptedException {
    for (int i = 0; i < CALLS_OF_EACH; i++) {
      Golden golden = all.get((first + i) % all.size());
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/score"))
              .timeout(Duration.ofMillis(RawClient.TIMEOUT_MS))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(golden.request()))
              .build();
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertClose(golden, new ObjectMapper().readTree(response.body()));
    }
    return CALLS_OF_EACH;
  }

  private static List<Golden> golden(String model) throws IOException {
    Path folder = TestData.model(model).resolve("golden");
    List<Golden> golden = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path request : files.sorted().toList()) {
        String name = String.valueOf(request.getFileName());
        if (name.endsWith(".request.json")) {
          Path expected = folder.resolve(name.replace(".request.", ".expected."));
          golden.add(
              new Golden(
                  model + "/" + name,
                  Files.readString(request),
                  new ObjectMapper().readTree(expected.toFile())));
        }
      }
    }
    assertThat(golden).isNotEmpty();
    return golden;
  }

  private static void assertClose(Golden golden, JsonNode found) {
    assertThat(found.fieldNames()).toIterable().containsExactly("result");
    assertClose(golden, golden.expected().get("result"), found.get("result"));
  }

  private static void assertClose(Golden golden, JsonNode expected, JsonNode found) {
    if (!expected.isArray()) {
      assertThat(found.isNumber()).as("%s: %s", golden.name(), found).isTrue();
      assertThat(Math.abs(found.doubleValue() - expected.doubleValue()))
          .as("%s: expected %s, found %s", golden.name(), expected, found)
          .isLessThanOrEqualTo(TOLERANCE);
      return;
    }
    assertThat(found).as(golden.name()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertClose(golden, expected.get(i), found.get(i));
    }
  }
}

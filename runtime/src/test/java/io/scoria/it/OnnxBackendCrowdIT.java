package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.PolicyOverrides;
import io.scoria.engine.ModelLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The public test models of ONNX, asked by many clients at once: each is answered as if it were
 * alone. Where inputs and outputs agree in their first dimension it is made a free one, so that
 * rows can be joined if the server finds them independent; each client then has rows of its own. Of
 * the other models every tenth is asked for its expected outputs.
 */
@ExtendWith(NoNettyLeaks.class)
class OnnxBackendCrowdIT {
  private static final int CLIENTS = 64;
  private static final int CALLS = 2;
  private static final int MAX_ELEMENTS = 20_000; // of the inputs, as text 64 times
  private static final Pattern JOINED = Pattern.compile("\\{\"rows\":\\d\\d+,\"batches\"");

  private static int asked;
  private static int batched;
  private static int joined;
  private static int refusedToLoad;

  @TempDir private Path home = Path.of("");

  @TestFactory
  Stream<DynamicTest> eachClientGetsTheAnswerOfItsOwnRows() throws IOException {
    return TestData.shared(
        "onnx-backend",
        folder -> {
          List<BackendModel> models = withRows(folder, true);
          return IntStream.range(0, models.size())
              .mapToObj(i ->
                  DynamicTest.dynamicTest(
                      models.get(i).name(), () -> askForRows(models.get(i), i % 2 == 0)));
        });
  }

  @TestFactory
  Stream<DynamicTest> eachClientGetsTheExpectedOutputs() throws IOException {
    return TestData.shared(
        "onnx-backend",
        folder -> {
          List<BackendModel> models = withRows(folder, false);
          return IntStream.range(0, models.size())
              .filter(i -> i % 10 == 0)
              .mapToObj(models::get)
              .map(model -> DynamicTest.dynamicTest(model.name(), () -> askForOutputs(model)));
        });
  }

  @AfterAll
  static void report() {
    System.out.printf(
        "onnx-backend, %d clients at once: %d models asked for rows of each, of which %d were"
            + " batched and %d ran joined calls; %d could not be loaded for any number of rows%n",
        CLIENTS, asked, batched, joined, refusedToLoad);
    assertThat(joined).as("models that ran joined calls").isGreaterThanOrEqualTo(asked / 4);
  }

  /** Those whose inputs and outputs agree in their first dimension, or those whose do not. */
  private static List<BackendModel> withRows(Path folder, boolean agreeing) throws IOException {
    List<BackendModel> models = new ArrayList<>();
    for (BackendModel model : BackendModel.all(folder)) {
      if (model.uncreatable().isEmpty() && agreeing == agrees(model)) {
        models.add(model);
      }
    }
    return models;
  }

  private static boolean agrees(BackendModel model) throws IOException {
    List<TestTensor> all = new ArrayList<>(model.inputTensors());
    int elements = all.stream().mapToInt(tensor -> tensor.values().size()).sum();
    all.addAll(model.outputTensors());
    return elements <= MAX_ELEMENTS
        && !model.inputs().isEmpty()
        && all.stream().noneMatch(tensor -> tensor.dims().isEmpty())
        && all.stream().map(tensor -> tensor.dims().getFirst()).distinct().count() == 1
        && all.getFirst().dims().getFirst() > 0;
  }

  private void askForRows(BackendModel model, boolean onInstances) throws Exception {
    Path folder = Files.createDirectories(home.resolve(model.name()));
    Files.write(folder.resolve("model.onnx"), FreeRows.of(Files.readAllBytes(model.file())));
    TestServer.Settings settings = TestServer.configure(folder).calibrationMs(20).withManagement();
    if (onInstances) {
      OptionalInt one = OptionalInt.of(1);
      settings =
          settings
              .calibrationMs(0)
              .overrides(new PolicyOverrides(one, one, OptionalInt.of(CLIENTS), false));
    }
    try (TestServer server = settings.tryStart()) {
      ask(server, model);
    } catch (ModelLoadException e) {
      refusedToLoad++;
    }
  }

  private static void ask(TestServer server, BackendModel model) throws Exception {
    List<TestTensor> inputs = model.inputTensors();
    List<String> bodies = new ArrayList<>();
    List<Response> alone = new ArrayList<>();
    try (RawClient client = server.connect()) {
      model.assertAnswers(model.outputTensors(), client.score(model.body(inputs)).json());
      for (int i = 0; i < CLIENTS; i++) {
        String body = model.body(rowOf(inputs, i));
        bodies.add(body);
        alone.add(client.score(body));
      }
    }
    crowd(server, i -> bodies.get(i), (i, response) -> assertSame(model, alone.get(i), response));
    String about = server.models();
    asked++;
    batched += about.contains("\"batched\":true") ? 1 : 0;
    joined += JOINED.matcher(about).find() ? 1 : 0;
  }

  private static void assertSame(BackendModel model, Response alone, Response response) {
    assertThat(response.status()).as("%s: %s", model.name(), response).isEqualTo(alone.status());
    if (alone.status() == 200) {
      assertThat(TensorJson.difference(alone.json(), response.json())).as(model.name()).isNull();
    }
  }

  /** One row of each input, the same of all; numbers with a fraction differ for each client. */
  private static List<TestTensor> rowOf(List<TestTensor> inputs, int client) {
    return inputs.stream().map(input -> rowOf(input, client)).toList();
  }

  private static TestTensor rowOf(TestTensor input, int client) {
    int rows = input.dims().getFirst();
    int perRow = input.values().size() / rows;
    int first = client % rows * perRow;
    List<Integer> dims = new ArrayList<>(input.dims());
    dims.set(0, 1);
    int turn = client / rows;
    float scale = 1 + turn / 128f;
    List<Object> values = new ArrayList<>();
    for (Object value : input.values().subList(first, first + perRow)) {
      values.add(
          switch (value) {
            case Float f -> f * scale;
            case Double d -> d * scale;
            default -> value;
          });
    }
    return new TestTensor(input.type(), dims, values);
  }

  private static void askForOutputs(BackendModel model) throws Exception {
    String body = model.body(model.inputTensors());
    List<TestTensor> outputs = model.outputTensors();
    try (TestServer server = TestServer.serving(model.file())) {
      crowd(
          server,
          i -> body,
          (i, response) -> {
            assertThat(response.status()).as("%s: %s", model.name(), response).isEqualTo(200);
            model.assertAnswers(outputs, response.json());
          });
    }
  }

  private interface Bodies {
    String of(int client);
  }

  private interface Check {
    void answer(int client, Response response);
  }

  /** Every client asks several times, all of them at once. */
  private static void crowd(TestServer server, Bodies bodies, Check check) throws Exception {
    List<Callable<Void>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      int number = i;
      clients.add(() -> {
        try (RawClient client = server.connect()) {
          for (int call = 0; call < CALLS; call++) {
            check.answer(number, client.score(bodies.of(number)));
          }
        }
        return null;
      });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> client : threads.invokeAll(clients)) {
        client.get();
      }
    }
  }
}

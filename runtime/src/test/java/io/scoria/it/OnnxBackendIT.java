package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scoria.engine.ModelLoadException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The public test models of ONNX, each served by a server of its own and asked over HTTP: one test
 * for each.
 */
@ExtendWith(NoNettyLeaks.class)
class OnnxBackendIT {
  private static final List<String> RAN = new ArrayList<>();
  private static final TreeMap<String, String> REFUSED = new TreeMap<>();

  @TestFactory
  Stream<DynamicTest> everyModelGivesItsExpectedOutputs() throws IOException {
    return TestData.shared(
        "onnx-backend",
        folder ->
            BackendModel.all(folder).stream()
                .filter(model -> model.uncreatable().isEmpty())
                .map(model -> DynamicTest.dynamicTest(model.name(), () -> check(model))));
  }

  @TestFactory
  Stream<DynamicTest> aModelWithAnInputThatCannotBeCreatedIsRefusedNamingTheInput()
      throws IOException {
    return TestData.shared(
        "onnx-backend",
        folder ->
            BackendModel.all(folder).stream()
                .filter(model -> !model.uncreatable().isEmpty())
                .map(model -> DynamicTest.dynamicTest(model.name(), () -> checkRefusal(model))));
  }

  @AfterAll
  static void report() {
    System.out.printf("onnx-backend: %d models ran, %d were skipped%n", RAN.size(), REFUSED.size());
    REFUSED.forEach((model, reason) -> System.out.printf("  skipped %s: %s%n", model, reason));
  }

  private static void checkRefusal(BackendModel model) {
    BackendModel.Value first = model.uncreatable().getFirst();
    String type = first.type().substring("tensor(".length(), first.type().length() - 1);
    assertThatExceptionOfType(ModelLoadException.class)
        .isThrownBy(() -> TestServer.configure(model.file()).tryStart().close())
        .withMessageContaining("'" + first.name() + "'")
        .withMessageContaining(type)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    REFUSED.put(model.name(), "input '" + first.name() + "' is " + type);
  }

  private static void check(BackendModel model) throws IOException {
    List<TestTensor> inputs = model.inputTensors();
    List<TestTensor> outputs = model.outputTensors();
    try (TestServer server = TestServer.serving(model.file());
        RawClient client = server.connect()) {
      for (String body : bodies(model, inputs)) {
        Response response = client.score(body);
        assertThat(response.status()).as("%s: %s", model.name(), response).isEqualTo(200);
        model.assertAnswers(outputs, response.json());
      }
    }
    RAN.add(model.name());
  }

  /** By name, and where there is one input also without. */
  private static List<String> bodies(BackendModel model, List<TestTensor> inputs) {
    String named = model.body(inputs);
    return inputs.size() == 1
        ? List.of(named, "{\"data\":" + TensorJson.write(inputs.getFirst()) + "}")
        : List.of(named);
  }
}

package io.scoria.it;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.scoria.engine.ModelLoadException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
  private static final Set<String> CANNOT_BE_CREATED =
      Set.of("tensor(uint16)", "tensor(uint32)", "tensor(uint64)");

  private static final List<String> RAN = new ArrayList<>();
  private static final TreeMap<String, String> REFUSED = new TreeMap<>();

  /** A name and a type, as the manifest gives them. */
  private record Value(String name, String type) {}

  private record Model(String name, Path folder, List<Value> inputs, List<Value> outputs) {
    Path file() {
      return folder.resolve("model.onnx");
    }

    List<Value> uncreatable() {
      return inputs.stream().filter(input -> CANNOT_BE_CREATED.contains(input.type())).toList();
    }

    List<TestTensor> tensors(String kind, int count) throws IOException {
      List<TestTensor> tensors = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Path file = folder.resolve("test_data_set_0/" + kind + "_" + i + ".pb");
        tensors.add(TestTensor.read(file));
      }
      return tensors;
    }
  }

  @TestFactory
  Stream<DynamicTest> everyModelGivesItsExpectedOutputs() throws IOException {
    return TestData.shared(
        "onnx-backend",
        folder ->
            models(folder).stream()
                .filter(model -> model.uncreatable().isEmpty())
                .map(model -> DynamicTest.dynamicTest(model.name(), () -> check(model))));
  }

  @TestFactory
  Stream<DynamicTest> aModelWithAnInputThatCannotBeCreatedIsRefusedNamingTheInput()
      throws IOException {
    return TestData.shared(
        "onnx-backend",
        folder ->
            models(folder).stream()
                .filter(model -> !model.uncreatable().isEmpty())
                .map(model -> DynamicTest.dynamicTest(model.name(), () -> checkRefusal(model))));
  }

  @AfterAll
  static void report() {
    System.out.printf("onnx-backend: %d models ran, %d were skipped%n", RAN.size(), REFUSED.size());
    REFUSED.forEach((model, reason) -> System.out.printf("  skipped %s: %s%n", model, reason));
  }

  private static List<Model> models(Path folder) throws IOException {
    JsonNode manifest = new ObjectMapper().readTree(folder.resolve("manifest.json").toFile());
    List<Model> models = new ArrayList<>();
    for (JsonNode entry : manifest) {
      String name = entry.get("suite").textValue() + "/" + entry.get("test").textValue();
      models.add(
          new Model(
              name,
              folder.resolve(name),
              values(entry.get("inputs")),
              values(entry.get("outputs"))));
    }
    assertThat(models).as("models in the manifest").isNotEmpty();
    return models;
  }

  private static List<Value> values(JsonNode list) {
    List<Value> values = new ArrayList<>();
    for (JsonNode value : list) {
      values.add(new Value(value.get(0).textValue(), value.get(1).textValue()));
    }
    return values;
  }

  private static void checkRefusal(Model model) {
    Value first = model.uncreatable().getFirst();
    String type = first.type().substring("tensor(".length(), first.type().length() - 1);
    assertThatExceptionOfType(ModelLoadException.class)
        .isThrownBy(() -> TestServer.configure(model.file()).tryStart().close())
        .withMessageContaining("'" + first.name() + "'")
        .withMessageContaining(type)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    REFUSED.put(model.name(), "input '" + first.name() + "' is " + type);
  }

  private static void check(Model model) throws IOException {
    List<TestTensor> inputs = model.tensors("input", model.inputs().size());
    List<TestTensor> outputs = model.tensors("output", model.outputs().size());
    try (TestServer server = TestServer.serving(model.file());
        RawClient client = server.connect()) {
      for (String body : bodies(model, inputs)) {
        Response response = client.score(body);
        assertThat(response.status()).as("%s: %s", model.name(), response).isEqualTo(200);
        checkResult(model, outputs, response.json());
      }
    }
    RAN.add(model.name());
  }

  /** By name, and where there is one input also without. */
  private static List<String> bodies(Model model, List<TestTensor> inputs) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      String name = TextNode.valueOf(model.inputs().get(i).name()).toString();
      fields.add(name + ":" + TensorJson.write(inputs.get(i)));
    }
    String named = fields.stream().collect(joining(",", "{\"data\":{", "}}"));
    return inputs.size() == 1
        ? Arrays.asList(named, "{\"data\":" + TensorJson.write(inputs.getFirst()) + "}")
        : List.of(named);
  }

  private static void checkResult(Model model, List<TestTensor> outputs, JsonNode body) {
    assertThat(body.fieldNames()).toIterable().containsExactly("result");
    JsonNode result = body.get("result");
    if (outputs.size() == 1) {
      assertThat(TensorJson.difference(outputs.getFirst(), result)).as(model.name()).isNull();
      return;
    }
    assertThat(result.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(model.outputs().stream().map(Value::name).toList());
    for (int i = 0; i < outputs.size(); i++) {
      String name = model.outputs().get(i).name();
      assertThat(TensorJson.difference(outputs.get(i), result.get(name)))
          .as("%s, output %s", model.name(), name)
          .isNull();
    }
  }
}

package io.scoria.it;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One of the public test models of ONNX, with the inputs and outputs of its test. */
record BackendModel(String name, Path folder, List<Value> inputs, List<Value> outputs) {
  private static final Set<String> CANNOT_BE_CREATED =
      Set.of("tensor(uint16)", "tensor(uint32)", "tensor(uint64)");

  /** A name and a type, as the manifest gives them. */
  record Value(String name, String type) {}

  static List<BackendModel> all(Path folder) throws IOException {
    JsonNode manifest = new ObjectMapper().readTree(folder.resolve("manifest.json").toFile());
    List<BackendModel> models = new ArrayList<>();
    for (JsonNode entry : manifest) {
      String name = entry.get("suite").textValue() + "/" + entry.get("test").textValue();
      models.add(
          new BackendModel(
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

  Path file() {
    return folder.resolve("model.onnx");
  }

  /** Inputs of types that the binding cannot make. */
  List<Value> uncreatable() {
    return inputs.stream().filter(input -> CANNOT_BE_CREATED.contains(input.type())).toList();
  }

  List<TestTensor> inputTensors() throws IOException {
    return tensors("input", inputs.size());
  }

  List<TestTensor> outputTensors() throws IOException {
    return tensors("output", outputs.size());
  }

  private List<TestTensor> tensors(String kind, int count) throws IOException {
    List<TestTensor> tensors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tensors.add(TestTensor.read(folder.resolve("test_data_set_0/" + kind + "_" + i + ".pb")));
    }
    return tensors;
  }

  /** A request of these inputs, by name. */
  String body(List<TestTensor> tensors) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      String input = TextNode.valueOf(inputs.get(i).name()).toString();
      fields.add(input + ":" + TensorJson.write(tensors.get(i)));
    }
    return fields.stream().collect(joining(",", "{\"data\":{", "}}"));
  }

  /** Asserts that an answer holds these outputs. */
  void assertAnswers(List<TestTensor> expected, JsonNode body) {
    assertThat(body.fieldNames()).toIterable().containsExactly("result");
    JsonNode result = body.get("result");
    if (expected.size() == 1) {
      assertThat(TensorJson.difference(expected.getFirst(), result)).as(name).isNull();
      return;
    }
    assertThat(result.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(outputs.stream().map(Value::name).toList());
    for (int i = 0; i < expected.size(); i++) {
      String output = outputs.get(i).name();
      assertThat(TensorJson.difference(expected.get(i), result.get(output)))
          .as("%s, output %s", name, output)
          .isNull();
    }
  }
}

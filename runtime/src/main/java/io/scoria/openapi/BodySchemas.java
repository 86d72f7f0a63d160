package io.scoria.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scoria.tensor.Signature;
import io.scoria.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The schemas of what is sent to a service and of what it answers, by their names. */
final class BodySchemas {
  static final String INPUT = "ServiceInput";
  static final String OUTPUT = "ServiceOutput";
  static final String ERROR = "ErrorResponse";

  /** A longer sample makes a document that nobody can read. */
  private static final int MAX_EXAMPLE_CHARS = 64 << 10;

  private BodySchemas() {}

  static ObjectNode of(ServiceDescription service) {
    ObjectNode schemas = JsonNodeFactory.instance.objectNode();
    schemas.set(
        INPUT, service.model().map(model -> input(model.signature())).orElseGet(free("takes")));
    schemas.set(
        OUTPUT, service.model().map(model -> output(model.signature())).orElseGet(free("gives")));
    schemas.set(ERROR, error());
    return schemas;
  }

  /** The example of a request; empty where there is none that can be shown. */
  static Optional<JsonNode> example(ServiceDescription service) {
    return service
        .model()
        .map(ScoredModel::sampleRequest)
        .filter(text -> text.length() <= MAX_EXAMPLE_CHARS)
        .flatMap(JsonText::read);
  }

  private static Supplier<ObjectNode> free(String verb) {
    return () ->
        JsonNodeFactory.instance
            .objectNode()
            .put("description", "What the entry script " + verb + ".");
  }

  private static ObjectNode input(Signature signature) {
    List<TensorSpec> inputs = signature.inputs();
    ObjectNode schema = wrapped("data", inputs);
    schema.put(
        "description",
        inputs.size() == 1
            ? "The input, as nested arrays; flat where its shape leaves one way to fold it."
            : "Each input by its name, as nested arrays.");
    return schema;
  }

  private static ObjectNode output(Signature signature) {
    ObjectNode schema = wrapped("result", signature.outputs());
    schema.put(
        "description",
        signature.outputs().size() == 1
            ? "The output of the model, as nested arrays."
            : "Each output of the model by its name, as nested arrays.");
    return schema;
  }

  private static ObjectNode wrapped(String name, List<TensorSpec> specs) {
    ObjectNode schema = object();
    ObjectNode value = specs.size() == 1 ? TensorSchema.of(specs.getFirst()) : named(specs);
    schema.putObject("properties").set(name, value);
    schema.putArray("required").add(name);
    return schema;
  }

  private static ObjectNode named(List<TensorSpec> specs) {
    ObjectNode schema = object();
    ObjectNode properties = schema.putObject("properties");
    specs.forEach(spec -> properties.set(spec.name(), TensorSchema.of(spec)));
    if (!specs.isEmpty()) { // an empty list of them is against the specification
      var required = schema.putArray("required");
      specs.forEach(spec -> required.add(spec.name()));
    }
    return schema;
  }

  private static ObjectNode error() {
    ObjectNode schema = object();
    schema.put("description", "Why a request was not answered.");
    ObjectNode properties = schema.putObject("properties");
    properties
        .putObject("message")
        .put("type", "string")
        .put("description", "What was wrong, for people.");
    properties
        .putObject("code")
        .put("type", "string")
        .put("description", "The reason, for programs: the same word for the same reason.");
    schema.putArray("required").add("message");
    return schema;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode().put("type", "object");
  }
}

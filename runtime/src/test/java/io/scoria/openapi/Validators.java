package io.scoria.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.apicurio.datamodels.Library;
import io.apicurio.datamodels.models.Document;
import java.util.List;

/** What others make of a document, and of a body by its schema. */
public final class Validators {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Validators() {}

  /** What is wrong with the document by the rules of its own version; empty where nothing is. */
  public static List<String> problems(String document) {
    Document read = Library.readDocumentFromJSONString(document);
    return Library.validate(read, null).stream()
        .map(problem -> problem.errorCode + " " + problem.nodePath + ": " + problem.message)
        .toList();
  }

  /**
   * Why the body does not fit the schema of that name; empty where it fits.
   *
   * @param schema {@code ServiceInput}, for one
   */
  public static List<String> misfits(String document, String schema, String body) {
    JsonNode tree = read(document);
    boolean second = tree.has("swagger");
    boolean newest = tree.path("openapi").asText().startsWith("3.1");
    JsonNode found = second ? tree.at("/definitions") : tree.at("/components/schemas");
    if (!found.has(schema)) {
      throw new AssertionError("no schema " + schema + " in " + document);
    }
    return JsonSchemaFactory.getInstance(
            newest ? SpecVersion.VersionFlag.V202012 : SpecVersion.VersionFlag.V4)
        .getSchema(found.get(schema))
        .validate(read(body))
        .stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  /** The example request of the document, as text. */
  public static String example(String document) {
    JsonNode tree = read(document);
    JsonNode found =
        tree.has("swagger")
            ? tree.at("/definitions/ServiceInput/example")
            : tree.findPath("requestBody").path("content").path("application/json").path("example");
    if (found.isMissingNode()) {
      throw new AssertionError("no example in " + document);
    }
    return found.toString();
  }

  static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }
}

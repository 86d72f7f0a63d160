package io.scoria.entry.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Header;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.entry.ScriptOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that declare schemas, by a package of the same public functions as inference-schema. */
@NullMarked
class DeclaredSchemaIT {
  private static final String UTIL =
      """
      schemas = {}
      def is_schema_decorated(f): return f.__name__ in schemas
      def get_input_schema(f):
          names = schemas[f.__name__]
          return {"type": "object", "properties": {n: {"type": "integer"} for n in names}}
      def get_output_schema(f): return {"type": "object"}
      def get_supported_versions(f): return ["3.0", "3.1"]
      """;
  private static final String DECORATORS =
      """
      from .schema_util import schemas
      def input_schema(name, kind=None):
          def decorate(f):
              schemas.setdefault(f.__name__, []).append(name)
              return f
          return decorate
      """;
  private static final String SCRIPT =
      """
      from inference_schema.schema_decorators import input_schema
      def init(): pass
      @input_schema("a")
      @input_schema("b")
      def run(a, b=2): return [a, b]
      """;
  private static final Header JSON = new Header("content-type", "application/json; charset=utf-8");

  @TempDir private Path folder;

  @BeforeEach
  void writePackage() throws IOException {
    Path schema = Files.createDirectories(folder.resolve("inference_schema"));
    Files.writeString(schema.resolve("__init__.py"), "");
    Files.writeString(schema.resolve("schema_util.py"), UTIL);
    Files.writeString(schema.resolve("schema_decorators.py"), DECORATORS);
  }

  private static ScriptOutcome post(TestScript script, String body, Header... headers) {
    return script.call(TestScript.post(body.getBytes(StandardCharsets.UTF_8), headers));
  }

  @Test
  void theArgumentsComeFromTheJsonBody() {
    try (TestScript script = TestScript.of(folder, SCRIPT).start()) {
      ScriptOutcome both = post(script, "{\"a\": 1, \"b\": 3, \"c\": 4}", JSON);
      assertThat(TestScript.text(both)).isEqualTo("[1, 3]");
      assertThat(TestScript.text(post(script, "{\"a\": 1}", JSON))).isEqualTo("[1, 2]");
      var get = TestScript.request("GET", "a=5", new byte[0]);
      assertThat(TestScript.text(script.call(get))).isEqualTo("[5, 2]");
    }
  }

  @Test
  void whatIsNotSuchABodyIsRefused() {
    try (TestScript script = TestScript.of(folder, SCRIPT).start()) {
      assertRefused(post(script, "{}"), Reason.UNSUPPORTED_MEDIA_TYPE, "application/json");
      assertRefused(
          post(script, "", JSON),
          Reason.INVALID_REQUEST,
          "POST body is empty. Expecting a JSON dictionary.");
      assertRefused(
          post(script, "[1]", JSON),
          Reason.INVALID_REQUEST,
          "POST body should be a JSON dictionary.");
      assertRefused(
          post(script, "{\"b\": 1}", JSON),
          Reason.INVALID_REQUEST,
          "A value is not provided for the 'a' parameter.");
    }
  }

  @Test
  void theOpenApiDocumentHasTheSchema() {
    try (TestScript script = TestScript.of(folder, SCRIPT).start()) {
      assertThat(script.script().openApi("2")).isEmpty();
      assertThat(script.script().openApi("3"))
          .hasValueSatisfying(text ->
              assertThat(text)
                  .contains("\"openapi\": \"3.0.3\"", "\"/score\"", "RunMLService")
                  .contains("\"a\": {\"type\": \"integer\"}"));
      assertThat(script.script().openApi("3.1")).isPresent();
      assertThat(script.script().openApi("4")).isEmpty();
    }
  }

  @Test
  void anAzuremlPackageWithoutTheModulesOfScriptsIsKept() throws IOException {
    Path core = Files.createDirectories(folder.resolve("azureml").resolve("core"));
    Files.writeString(core.resolve("__init__.py"), "name = 'core'");
    String source =
        """
        import azureml.core
        from azureml.contrib.services.aml_response import AMLResponse
        def init(): pass
        def run(data): return AMLResponse(azureml.core.name, 200)
        """;
    try (TestScript script = TestScript.of(folder, source).start()) {
      assertThat(script.answer("")).isEqualTo("core");
    }
  }

  private static void assertRefused(ScriptOutcome outcome, Reason reason, String message) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            ScriptOutcome.Refused.class,
            refused -> {
              Refusal refusal = refused.refusal();
              assertThat(refusal.reason()).isEqualTo(reason);
              assertThat(refusal.message()).contains(message);
            });
  }
}

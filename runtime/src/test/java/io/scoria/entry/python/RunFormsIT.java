package io.scoria.entry.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Header;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.entry.ScriptOutcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What run() is given, in each of its forms. */
@NullMarked
class RunFormsIT {
  private static final byte[] NOTHING = {};

  @TempDir private Path folder;

  private TestScript start(String source) {
    return TestScript.of(folder, source).start();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void withoutDecorationsItGetsTheBodyAsText() {
    try (TestScript script =
        start(
            """
            import json
            def init():
                global greeting
                greeting = "hello "
            def run(data):
                return greeting + json.loads(data)["name"]
            """)) {
      assertThat(script.answer("{\"name\": \"wörld\"}")).isEqualTo("\"hello w\\u00f6rld\"");
      assertThat(script.script().description())
          .contains("score.py: Python 3")
          .contains("run(data)");
    }
  }

  @Test
  void aBodyThatIsNotUtf8IsRefused() {
    try (TestScript script = start("def init(): pass\ndef run(data): return data")) {
      ScriptOutcome outcome = script.call(TestScript.post(new byte[] {(byte) 0xff, 'a'}));
      assertThat(outcome)
          .isInstanceOfSatisfying(
              ScriptOutcome.Refused.class,
              refused -> {
                Refusal refusal = refused.refusal();
                assertThat(refusal.reason()).isEqualTo(Reason.INVALID_REQUEST);
                assertThat(refusal.message()).contains("cannot be decoded as UTF-8");
              });
    }
  }

  @Test
  void forGetItGetsTheQueryAsJson() {
    try (TestScript script = start("def init(): pass\ndef run(data): return data")) {
      String query = "a=1&b=%5B1,2%5D&c=a&d=null&e=x&e=2";
      assertThat(TestScript.text(script.call(TestScript.request("GET", query, NOTHING))))
          .isEqualTo(
              "\"{\\\"a\\\": 1, \\\"b\\\": [1, 2], \\\"c\\\": \\\"a\\\", \\\"d\\\": null,"
                  + " \\\"e\\\": [\\\"x\\\", 2]}\"");
    }
  }

  @Test
  void itGetsTheHeadersWhereItAsksForThem() {
    try (TestScript script =
        start(
            """
            def init(): pass
            def run(data, request_headers):
                return [data, type(request_headers).__name__, request_headers["X-Ms-Request-Id"]]
            """)) {
      var request = TestScript.post(bytes("b"), new Header("x-ms-request-id", "7"));
      assertThat(TestScript.text(script.call(request))).isEqualTo("[\"b\", \"dict\", \"7\"]");
    }
  }

  @Test
  void withRawhttpItGetsTheRequest() {
    try (TestScript script =
        start(
            """
            from azureml.contrib.services.aml_request import AMLRequest, rawhttp
            from azureml.contrib.services.aml_response import AMLResponse
            import azureml_inference_server_http.api.aml_request as other
            def init(): assert other.rawhttp is rawhttp
            @rawhttp
            def run(request):
                assert isinstance(request, AMLRequest)
                return AMLResponse({
                    "method": request.method, "path": request.path, "full": request.full_path,
                    "arg": request.args.get("a", type=int), "all": request.args.getlist("a"),
                    "type": request.headers["content-type"], "data": len(request.get_data()),
                    "json": request.get_json(silent=True)}, 201, {"X-One": "1"}, json_str=True)
            """)) {
      var request =
          TestScript.request(
              "PUT", "a=1&a=2", bytes("[1]"), new Header("content-type", "application/json"));
      var reply = TestScript.reply(script.call(request));
      assertThat(reply.status()).isEqualTo(201);
      assertThat(reply.contentType()).isEqualTo("application/json");
      assertThat(reply.headers()).containsExactly(new Header("X-One", "1"));
      assertThat(TestScript.text(reply.body()))
          .isEqualTo(
              "{\"method\": \"PUT\", \"path\": \"/score\", \"full\": \"/score?a=1&a=2\","
                  + " \"arg\": 1, \"all\": [\"1\", \"2\"], \"type\": \"application/json\","
                  + " \"data\": 3, \"json\": [1]}");
    }
  }

  @Test
  void withRawhttpItGetsFormsAndFiles() {
    try (TestScript script =
        start(
            """
            from azureml_inference_server_http.api.aml_request import rawhttp
            def init(): pass
            @rawhttp
            def run(request):
                files = [[f.name, f.filename, f.read().decode()] for f in request.files.values()]
                return [request.form.to_dict(), files]
            """)) {
      var plain =
          TestScript.post(
              bytes("a=1&b=x+y"), new Header("Content-Type", "application/x-www-form-urlencoded"));
      assertThat(TestScript.text(script.call(plain)))
          .isEqualTo("[{\"a\": \"1\", \"b\": \"x y\"}, []]");
      String body =
          """
          --B
          Content-Disposition: form-data; name="a"

          1
          --B
          Content-Disposition: form-data; name="f"; filename="x.txt"
          Content-Type: text/plain

          line
          --
          --B--
          """
              .replace("\n", "\r\n");
      var parts =
          TestScript.post(
              bytes(body), new Header("Content-Type", "multipart/form-data; boundary=B"));
      assertThat(TestScript.text(script.call(parts)))
          .isEqualTo("[{\"a\": \"1\"}, [[\"f\", \"x.txt\", \"line\\r\\n--\"]]]");
    }
  }

  @Test
  void theEnvironmentIsThatOfTheContract() {
    try (TestScript script =
        TestScript.of(
                folder,
                """
                import os
                AT_IMPORT = os.environ["AZUREML_MODEL_DIR"]
                def init(): pass
                def run(data):
                    return [AT_IMPORT, os.getcwd(), os.environ["SCORIA_WORKER"],
                            os.environ["OWN"], os.environ.get("SCORIA_PRIMARY_KEY")]
                """)
            .environment("OWN", "x")
            .environment("SCORIA_PRIMARY_KEY", "secret")
            .start()) {
      assertThat(script.answer(""))
          .isEqualTo("[\"%s\", \"%s\", \"0\", \"x\", null]".formatted(folder, folder));
    }
  }
}

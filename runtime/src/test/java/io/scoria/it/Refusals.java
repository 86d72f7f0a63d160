package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.assertj.core.api.AbstractStringAssert;

/** What every refusal has in common, whatever its reason. */
final class Refusals {
  private Refusals() {}

  /**
   * Asserts a refusal of that status and code, in JSON and without anything of the server's inside.
   *
   * @return for what its message says
   */
  static AbstractStringAssert<?> assertRefused(Response response, int status, String code) {
    assertThat(response.status()).as("%s", response).isEqualTo(status);
    assertThat(response.header("content-type")).isEqualTo("application/json");
    JsonNode body = response.json();
    assertThat(body.fieldNames()).toIterable().containsExactly("message", "code");
    assertThat(body.get("code").textValue()).as("%s", response).isEqualTo(code);
    assertTellsNothingOfTheServer(response);
    return assertThat(body.get("message").textValue()).isNotBlank();
  }

  /** No stack trace, no class, no path. */
  static void assertTellsNothingOfTheServer(Response response) {
    assertThat(response.text())
        .doesNotContain("Exception", "\\tat ", "io.scoria", "io.netty", "java.", "onnxruntime")
        .doesNotContain(TestData.root().toString(), "/tmp/", "/home/", ".onnx", ".java", ".cc:");
  }
}

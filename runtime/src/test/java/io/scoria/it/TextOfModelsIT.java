package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.tensor.ElementType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strings reach a model, and come from it, as the UTF-8 that ONNX holds them in. */
@ExtendWith(NoNettyLeaks.class)
class TextOfModelsIT {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"plain", "Grüße", "日本語", "😀", "a😀b", "\\u0000", "\\ud83d\\ude00"})
  void aStringComesBackAsItWas(String text) {
    TinyModel model = TinyModel.identity(ElementType.STRING, "n");
    assertThat(answer(model, text).get(0)).isEqualTo(unescaped(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "Grüße", "日本語"})
  void aModelSeesTheStringThatWasSent(String text) {
    TinyModel model =
        new TinyModel(19)
            .input("x", ElementType.STRING, "n")
            .strings("known", unescaped(text))
            .node("Equal", List.of("x", "known"), List.of("y"))
            .output("y", ElementType.BOOL, "n");
    try (TestServer server = TestServer.serving(model.writeTo(folder))) {
      assertThat(server.score("{\"data\":[\"" + text + "\"]}").result()).isEqualTo("[true]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "Grüße", "日本語"})
  void aStringOfTheModelComesOutAsItIs(String text) {
    TinyModel model =
        new TinyModel(20)
            .input("x", ElementType.STRING, "n")
            .strings("tail", unescaped(text))
            .node("StringConcat", List.of("x", "tail"), List.of("y"))
            .output("y", ElementType.STRING, "n");
    assertThat(answer(model, "x").get(0)).isEqualTo("x" + unescaped(text));
  }

  @Test
  void aStringMayBeLong() {
    String text = "äöü".repeat(100_000);
    assertThat(answer(TinyModel.identity(ElementType.STRING, "n"), text)).containsExactly(text);
  }

  private List<String> answer(TinyModel model, String escaped) {
    try (TestServer server = TestServer.serving(model.writeTo(folder))) {
      Response response = server.score("{\"data\":[\"" + escaped + "\"]}");
      assertThat(response.status()).as("%s", response).isEqualTo(200);
      List<String> values = new java.util.ArrayList<>();
      response.json().get("result").forEach(value -> values.add(value.textValue()));
      return values;
    }
  }

  /** Resolves the escapes of a JSON string, which are those of a Java text block too. */
  private static String unescaped(String escaped) {
    java.util.regex.Pattern unicode = java.util.regex.Pattern.compile("\\\\u([0-9a-f]{4})");
    return unicode
        .matcher(escaped)
        .replaceAll(found -> String.valueOf((char) Integer.parseInt(found.group(1), 16)));
  }
}

package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scoria.engine.ModelLoadException;
import io.scoria.tensor.ElementType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models whose outputs are not what a server would guess: of another shape than they state, an
 * input or a constant passed on, no tensor at all; and inputs that a model cannot run on.
 */
@ExtendWith(NoNettyLeaks.class)
class MisstatedModelIT {
  @TempDir private Path folder = Path.of("");

  @Test
  void anOutputOfAnotherRankThanStatedIsGivenAsItIs() {
    try (TestServer server = TestServer.serving(reshape("n").writeTo(folder))) {
      assertReshapes(server);
    }
  }

  @Test
  void anOutputOfAnotherSizeThanStatedIsGivenAsItIs() {
    try (TestServer server = TestServer.serving(reshape("3").writeTo(folder))) {
      assertReshapes(server);
    }
  }

  private static void assertReshapes(TestServer server) {
    for (int i = 0; i < 3; i++) {
      assertThat(result(server, "{\"x\":[1,2,3,4],\"s\":[2,2]}"))
          .isEqualTo("[[1.0,2.0],[3.0,4.0]]");
      assertThat(result(server, "{\"x\":[1,2,3],\"s\":[3]}")).isEqualTo("[1.0,2.0,3.0]");
      assertThat(result(server, "{\"x\":[],\"s\":[1,0]}")).isEqualTo("[[]]");
    }
  }

  /** Its output is stated to have a shape that the sent {@code s} may contradict. */
  private static TinyModel reshape(String... stated) {
    return new TinyModel(14)
        .input("x", ElementType.FLOAT, "n")
        .input("s", ElementType.INT64, "k")
        .node("Reshape", List.of("x", "s"), List.of("y"), "allowzero", 1)
        .output("y", ElementType.FLOAT, stated);
  }

  @Test
  void aNamedDimensionThatTwoInputsFillDifferentlyIsThatOfTheRun() {
    TinyModel add =
        new TinyModel(14)
            .input("a", ElementType.FLOAT, "n")
            .input("b", ElementType.FLOAT, "n")
            .node("Add", List.of("a", "b"), List.of("y"))
            .output("y", ElementType.FLOAT, "n");
    try (TestServer server = TestServer.serving(add.writeTo(folder))) {
      assertThat(result(server, "{\"a\":[1],\"b\":[1,2,3]}")).isEqualTo("[2.0,3.0,4.0]");
      assertThat(result(server, "{\"a\":[1,2],\"b\":[1,2]}")).isEqualTo("[2.0,4.0]");
      assertThat(result(server, "{\"a\":[1,2,3],\"b\":[1]}")).isEqualTo("[2.0,3.0,4.0]");
    }
  }

  @Test
  void anInputThatIsItselfAnOutputIsThatOfThisCallAndNoOther() {
    TinyModel model =
        new TinyModel(16)
            .input("x", ElementType.FLOAT, "n")
            .node("Neg", List.of("x"), List.of("y"))
            .output("x", ElementType.FLOAT, "n")
            .output("y", ElementType.FLOAT, "n");
    try (TestServer server = TestServer.serving(model.writeTo(folder))) {
      for (int i = 1; i < 20; i++) {
        assertThat(result(server, "[%d,7]".formatted(i)))
            .isEqualTo("{\"x\":[%d.0,7.0],\"y\":[-%d.0,-7.0]}".formatted(i, i));
      }
    }
  }

  @Test
  void aConstantThatIsAnOutputIsGiven() {
    TinyModel model =
        new TinyModel(16)
            .input("x", ElementType.FLOAT, "n")
            .floats("c", 1.5f, 2.5f)
            .node("Neg", List.of("x"), List.of("y"))
            .output("c", ElementType.FLOAT, "2")
            .output("y", ElementType.FLOAT, "n");
    try (TestServer server = TestServer.serving(model.writeTo(folder))) {
      for (int i = 1; i < 5; i++) {
        assertThat(result(server, "[%d]".formatted(i)))
            .isEqualTo("{\"c\":[1.5,2.5],\"y\":[-%d.0]}".formatted(i));
      }
    }
  }

  @Test
  void anOutputThatIsASequenceIsRefusedAtLoadByName() {
    TinyModel model =
        new TinyModel(16)
            .input("x", ElementType.FLOAT, "n")
            .node("SequenceConstruct", List.of("x"), List.of("several"))
            .sequenceOutput("several", ElementType.FLOAT);
    assertThatExceptionOfType(ModelLoadException.class)
        .isThrownBy(() -> TestServer.configure(model.writeTo(folder)).tryStart().close())
        .withMessageContaining("'several'")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void anInputThatTheBindingCannotCreateIsRefusedAtLoadByName() {
    for (ElementType type : List.of(ElementType.UINT16, ElementType.UINT32, ElementType.UINT64)) {
      TinyModel model = TinyModel.identity(type, "n");
      assertThatExceptionOfType(ModelLoadException.class)
          .isThrownBy(() -> TestServer.configure(model.writeTo(folder)).tryStart().close())
          .withMessageContaining("'x'")
          .withMessageContaining(type.toString());
    }
  }

  @Test
  void valuesThatTheModelCannotRunOnAreRefusedWithoutAPath() {
    TinyModel gather =
        new TinyModel(13)
            .input("x", ElementType.FLOAT, "n")
            .input("at", ElementType.INT64, "k")
            .node("Gather", List.of("x", "at"), List.of("y"))
            .output("y", ElementType.FLOAT, "k");
    try (TestServer server = TestServer.serving(gather.writeTo(folder))) {
      Response response = score(server, "{\"x\":[1,2],\"at\":[5]}");
      assertRefused(response, 400, "inference_failed")
          .contains("could not run on these inputs")
          .doesNotContain("/", "\\", "onnxruntime", "::");
      assertThat(result(server, "{\"x\":[1,2],\"at\":[1,0,-1]}")).isEqualTo("[2.0,1.0,2.0]");
    }
  }

  @Test
  void whatTheRuntimeSaysOfValuesComesWithoutItsSourceFiles() {
    TinyModel divide =
        new TinyModel(14)
            .input("a", ElementType.INT32, "n")
            .input("b", ElementType.INT32, "n")
            .node("Div", List.of("a", "b"), List.of("y"))
            .output("y", ElementType.INT32, "n");
    try (TestServer server = TestServer.serving(divide.writeTo(folder))) {
      Response response = score(server, "{\"a\":[7],\"b\":[0]}");
      assertRefused(response, 400, "inference_failed").doesNotContain(".cc", ".h:");
      assertThat(result(server, "{\"a\":[7],\"b\":[2]}")).isEqualTo("[3]");
    }
  }

  private static String result(TestServer server, String data) {
    return score(server, data).result();
  }

  private static Response score(TestServer server, String data) {
    return server.score("{\"data\":" + data + "}");
  }
}

package io.scoria.entry.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scoria.batch.BatchedModel;
import io.scoria.call.Call;
import io.scoria.call.Outcome;
import io.scoria.call.Servable;
import io.scoria.config.ExecutionConfig;
import io.scoria.engine.ort.OrtEngine;
import io.scoria.repository.ModelLoader;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.Signature;
import io.scoria.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that call the model of the server. */
@NullMarked
class ModelFromScriptIT {
  private static final String SCRIPT =
      """
      import array, json, scoria
      def init():
          global model
          model = scoria.model()
          model.run(inputs([[0.0, 0.0, 0.0, 0.0]]))
      def inputs(value):
          return {model.inputs[0].name: value}
      def plain(value):
          return value.tolist() if hasattr(value, "tolist") else value
      def run(data):
          try:
              outputs = model.run(eval(data))
              return {name: plain(value) for name, value in outputs.items()}
          except scoria.InvalidInput as e:
              return "refused: " + str(e)
      """;

  @TempDir private Path folder;

  @Test
  void theModelScoresListsAndTensorsWithoutNumpy() throws Exception {
    ExecutionConfig execution = ExecutionConfig.defaults(Runtime.getRuntime());
    BufferPool pool = new BufferPool(1L << 28);
    Path iris = Path.of(System.getProperty("scoria.root")).resolve("models/iris");
    var loader =
        new ModelLoader(
            new OrtEngine(pool), execution, Optional.empty(), Optional.empty(), pool, line -> {});
    BatchedModel model = loader.load(iris).servable();
    try (TestScript script = TestScript.of(folder, SCRIPT).model(model).start()) {
      String one = script.answer("inputs([[5.1, 3.4, 1.5, 0.2]])");
      assertThat(one).contains("[[").doesNotContain("refused");
      String buffer =
          "inputs(scoria.Tensor((1, 4), 'float', array.array('f', [5.1, 3.4, 1.5, 0.2])))";
      assertThat(script.answer(buffer)).isEqualTo(one);
      assertThat(script.answer("inputs([[5.1, 3.4, 1.5]])"))
          .contains("refused", "has shape [1, 3]");
    } finally {
      model.close(1000);
    }
  }

  @Test
  void theModelScoresNumpyArrays() throws Exception {
    Process numpy = new ProcessBuilder("python3", "-c", "import numpy").start();
    assumeTrue(numpy.waitFor() == 0, "there is no NumPy");
    String source =
        """
        import numpy, scoria
        def init(): pass
        def run(data):
            found = scoria.model().run({"x": numpy.array(eval(data), dtype=numpy.float32)})["y"]
            return [type(found).__name__, str(found.dtype), found.tolist()]
        """;
    var settings = TestScript.of(folder, source).interpreter("python3").model(new Echo());
    try (TestScript script = settings.start()) {
      assertThat(script.answer("[[1, 2], [3, 4]]"))
          .isEqualTo("[\"ndarray\", \"float32\", [[1.0, 2.0], [3.0, 4.0]]]");
    }
    assertThat(settings.pool().usedBytes()).isZero();
  }

  @Test
  void inputsAreCheckedAgainstTheSignature() {
    String source =
        """
        import array, scoria
        def init(): pass
        def run(data):
            try:
                return scoria.model().run(eval(data))["y"].tolist()
            except scoria.ModelError as e:
                return type(e).__name__ + ": " + str(e)
        """;
    var settings = TestScript.of(folder, source).model(new Echo());
    try (TestScript script = settings.start()) {
      assertThat(script.answer("{'x': [[1, 2]]}")).isEqualTo("[[1.0, 2.0]]");
      assertThat(script.answer("{'z': [[1, 2]]}"))
          .isEqualTo("\"InvalidInput: the model has no input 'z'; it has x: float [?, 2]\"");
      assertThat(script.answer("{}")).contains("input 'x' is missing: it is x: float [?, 2]");
      assertThat(script.answer("{'x': [1, 2]}")).contains("has shape [2], and must have [?, 2]");
      assertThat(script.answer("{'x': [[1, 'a']]}")).contains("InvalidInput", "type float");
      assertThat(script.answer("{'x': [[1], [1, 2]]}")).contains("ragged");
      assertThat(script.answer("{'x': memoryview(array.array('d', [1, 2]))}"))
          .contains("is of type double, and must be float");
    }
    assertThat(settings.pool().usedBytes()).isZero();
  }

  @Test
  void withoutAModelTheScriptIsTold() {
    String source =
        """
        import scoria
        def init(): pass
        def run(data):
            try:
                return scoria.model().name
            except scoria.NoModel as e:
                return str(e)
        """;
    try (TestScript script = TestScript.of(folder, source).start()) {
      assertThat(script.answer("")).contains("The server holds no model");
    }
  }

  /** Gives back its input. */
  private static final class Echo implements Servable {
    @Override
    public String name() {
      return "echo";
    }

    @Override
    public Signature signature() {
      ShapeSpec shape = ShapeSpec.of(ShapeSpec.FREE, 2);
      return new Signature(
          List.of(new TensorSpec("x", ElementType.FLOAT, shape)),
          List.of(new TensorSpec("y", ElementType.FLOAT, shape)));
    }

    @Override
    public long predictedWaitNanos(int callsBefore) {
      return 0;
    }

    @Override
    public void submit(Call call) {
      call.end(Outcome.Scored.whole(call.inputs(), Outcome.Run.NONE));
      call.closeInputs();
    }
  }
}

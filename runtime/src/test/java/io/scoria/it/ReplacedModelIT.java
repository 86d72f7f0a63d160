package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scoria.engine.ModelLoadException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model whose file is replaced while it is loaded. */
class ReplacedModelIT {
  private static final int ENOUGH_MS = 400;

  @TempDir Path home;

  /** What was found of the one must not be said of the other, now or at the next start. */
  @Test
  void isNotServedAndNothingIsKeptOfIt() throws IOException {
    Path model = copyTo("model.onnx");
    Path state = home.resolve("state");
    TestServer.Settings settings =
        TestServer.configure(model)
            .calibrationMs(ENOUGH_MS)
            .stateFolder(state)
            .progress(line -> replaceWhileMeasured(line, model));
    assertThatThrownBy(settings::tryStart)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("was changed while it was loaded");
    assertThat(state).doesNotExist();
  }

  private Path copyTo(String name) throws IOException {
    return Files.copy(TestData.model("iris").resolve("model.onnx"), home.resolve(name));
  }

  private void replaceWhileMeasured(String line, Path model) {
    if (line.contains("calibrating")) {
      try {
        Files.move(copyTo("other.onnx"), model, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

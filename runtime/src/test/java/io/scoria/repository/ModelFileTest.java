package io.scoria.repository;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scoria.engine.ModelLoadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  @TempDir Path folder;

  private Path write(String name) throws Exception {
    return Files.writeString(folder.resolve(name), "a model");
  }

  @Test
  void aFileThatNobodyTouchesIsUnchanged() throws Exception {
    ModelFile before = ModelFile.of(write("model.onnx"));
    assertThatCode(before::requireUnchanged).doesNotThrowAnyException();
  }

  @Test
  void aFileThatWasReplacedByOneOfTheSameSizeAndTimeIsAnother() throws Exception {
    Path model = write("model.onnx");
    ModelFile before = ModelFile.of(model);
    Path other = write("other.onnx");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(model));
    Files.move(other, model, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(before::requireUnchanged)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("model.onnx was changed while it was loaded");
  }

  @Test
  void aFileThatWasWrittenToIsAnother() throws Exception {
    Path model = write("model.onnx");
    ModelFile before = ModelFile.of(model);
    Files.setLastModifiedTime(model, FileTime.fromMillis(1));
    assertThatThrownBy(before::requireUnchanged).isInstanceOf(ModelLoadException.class);
  }

  @Test
  void aFileThatIsGoneCannotBeRead() throws Exception {
    Path model = write("model.onnx");
    ModelFile before = ModelFile.of(model);
    Files.delete(model);
    assertThatThrownBy(before::requireUnchanged).hasMessageContaining("cannot be read");
  }
}

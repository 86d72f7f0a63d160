package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.models.MobileNet;
import io.scoria.benchmarks.models.Perceptron;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Folders of models that a server can be pointed at; made where they are missing. */
public final class ModelShelf {
  private final Folders folders;

  public ModelShelf(Folders folders) {
    this.folders = folders;
  }

  /** The folder of a model, which holds {@code model.onnx}; empty where the model is not there. */
  public Optional<Path> folder(BenchmarkModel model) throws IOException {
    return switch (model) {
      case IRIS -> Optional.of(folders.sampleModel("iris"));
      case WIDE_MLP -> Optional.of(make(model, Perceptron.wide().toOnnx()));
      case CNN -> Optional.of(make(model, MobileNet.standard().toOnnx()));
      case RESNET50 -> copy(model, folders.lightResnet50());
    };
  }

  /** What to say of a model that is not there. */
  public String missing(BenchmarkModel model) {
    return model.label() + " is skipped: there is no " + folders.lightResnet50();
  }

  private Path make(BenchmarkModel model, byte[] content) throws IOException {
    Path folder = emptyFolder(model);
    Files.write(folder.resolve("model.onnx"), content);
    return folder;
  }

  private Optional<Path> copy(BenchmarkModel model, Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Path folder = emptyFolder(model);
    Files.copy(file, folder.resolve("model.onnx"), StandardCopyOption.REPLACE_EXISTING);
    return Optional.of(folder);
  }

  private Path emptyFolder(BenchmarkModel model) throws IOException {
    return Files.createDirectories(folders.work().resolve("models").resolve(model.label()));
  }
}

package io.scoria.repository;

import io.scoria.engine.ModelLoadException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a model lies, and what lies beside it.
 *
 * @param name the folder's name
 */
record ModelFolder(String name, Path folder, Path model) {
  static final String SAMPLE_REQUEST = "sample-request.json";
  private static final String GOLDEN = "golden";
  private static final String GOLDEN_REQUEST = ".request.json";

  /**
   * Finds the one ONNX file in a folder; a path to such a file names it itself.
   *
   * @throws ModelLoadException if there is none, or more than one
   */
  static ModelFolder find(Path path) throws ModelLoadException {
    Path absolute = path.toAbsolutePath().normalize();
    if (Files.isRegularFile(absolute)) {
      return of(absolute);
    }
    if (!Files.isDirectory(absolute)) {
      String problem =
          Files.exists(absolute) ? " is neither a folder nor a file" : " does not exist";
      throw new ModelLoadException(
          path + problem + "; give a folder that holds model.onnx, or an ONNX file");
    }
    List<Path> models = onnxFiles(path, absolute);
    if (models.isEmpty()) {
      throw new ModelLoadException(
          path
              + " holds no model; put model.onnx (or one other *.onnx) into it, or an entry script"
              + " (score.py or Score.java), or give one with --entry-script");
    }
    if (models.size() > 1) {
      String names =
          models.stream()
              .map(m -> String.valueOf(m.getFileName()))
              .collect(Collectors.joining(", "));
      throw new ModelLoadException(
          path
              + " holds "
              + models.size()
              + " models ("
              + names
              + "); leave one, or give the path of the one to serve");
    }
    return of(models.getFirst());
  }

  private static ModelFolder of(Path model) throws ModelLoadException {
    if (model.toFile().length() == 0) {
      throw new ModelLoadException(model + " is empty, or cannot be read");
    }
    Path folder = model.getParent();
    Path name = folder == null ? null : folder.getFileName();
    if (folder == null || name == null) {
      throw new IllegalArgumentException("a model file has no folder: " + model);
    }
    return new ModelFolder(name.toString(), folder, model);
  }

  private static List<Path> onnxFiles(Path shown, Path folder) throws ModelLoadException {
    List<Path> models = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.onnx")) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry)) {
          models.add(entry);
        }
      }
    } catch (IOException e) {
      throw new ModelLoadException(shown + " cannot be read: " + e, e);
    }
    models.sort(null);
    return models;
  }

  /**
   * {@code sample-request.json}; where there is none, the first by name of {@code
   * golden/*.request.json}; empty where there is neither.
   *
   * @throws ModelLoadException if the folder of golden requests cannot be read
   */
  Optional<Path> sampleRequest() throws ModelLoadException {
    Path sample = folder.resolve(SAMPLE_REQUEST);
    return Files.exists(sample) ? Optional.of(sample) : goldenRequest();
  }

  private Optional<Path> goldenRequest() throws ModelLoadException {
    Path golden = folder.resolve(GOLDEN);
    if (!Files.isDirectory(golden)) {
      return Optional.empty();
    }
    try (Stream<Path> entries = Files.list(golden)) {
      return entries
          .filter(entry -> entry.toString().endsWith(GOLDEN_REQUEST) && Files.isRegularFile(entry))
          .min(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new ModelLoadException(golden + " cannot be read: " + e, e);
    }
  }
}

package io.scoria.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What lies in the model folder, for who wonders why a script did not find its model. */
public final class ModelListing {
  private static final int MAX_LINES = 200;

  private ModelListing() {}

  /** At most {@value #MAX_LINES} lines. */
  public static List<String> lines(Path folder) {
    List<String> lines = new ArrayList<>();
    lines.add("AZUREML_MODEL_DIR is " + folder.toAbsolutePath().normalize() + ":");
    try (Stream<Path> found = Files.walk(folder)) {
      found.skip(1).limit(MAX_LINES - 1L).forEach(path -> lines.add("  " + line(folder, path)));
    } catch (IOException | UncheckedIOException e) {
      lines.add("  it cannot be listed: " + e.getMessage());
    }
    if (lines.size() == MAX_LINES) {
      lines.set(MAX_LINES - 1, "  ... and more");
    }
    return lines;
  }

  private static String line(Path folder, Path path) {
    return folder.relativize(path) + (Files.isDirectory(path) ? "/" : "");
  }
}

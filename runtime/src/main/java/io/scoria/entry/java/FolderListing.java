package io.scoria.entry.java;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What lies in a folder, for people who look for why a script did not find its files. */
final class FolderListing {
  private static final int MAX_LINES = 200;

  private FolderListing() {}

  /** At most {@value #MAX_LINES} lines: each file and folder, with the bytes of a file. */
  static List<String> of(Path folder) {
    List<String> lines = new ArrayList<>();
    lines.add(folder + " holds:");
    try (Stream<Path> entries = Files.walk(folder)) {
      entries
          .filter(entry -> !entry.equals(folder))
          .limit(MAX_LINES - 1)
          .map(entry -> "  " + folder.relativize(entry) + size(entry))
          .forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add("  it cannot be read: " + e.getMessage());
    }
    return lines;
  }

  private static String size(Path entry) {
    return Files.isDirectory(entry) ? "/" : "  " + entry.toFile().length();
  }
}

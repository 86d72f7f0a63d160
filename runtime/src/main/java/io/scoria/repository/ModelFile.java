package io.scoria.repository;

import io.scoria.engine.ModelLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * A model's file as it was when loading began. It is read several times, once for each session, and
 * what was found of one file must not be said of another.
 *
 * @param key of the file in its file system; null where that has none
 */
record ModelFile(Path path, @Nullable Object key, long bytes, FileTime modified) {
  /**
   * The file as it is now.
   *
   * @throws ModelLoadException if it cannot be read
   */
  static ModelFile of(Path path) throws ModelLoadException {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return new ModelFile(path, now.fileKey(), now.size(), now.lastModifiedTime());
    } catch (IOException e) {
      throw new ModelLoadException(path + " cannot be read: " + e, e);
    }
  }

  /**
   * Made sure of before what was measured is kept, and when everything has been loaded.
   *
   * @throws ModelLoadException if the file is another than before
   */
  void requireUnchanged() throws ModelLoadException {
    if (!of(path).equals(this)) {
      throw new ModelLoadException(
          path + " was changed while it was loaded, so it is not served. Start again.");
    }
  }
}

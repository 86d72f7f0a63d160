package io.scoria.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Who may read a file of keys: its owner alone. What was mounted is left to whoever mounted it: a
 * Kubernetes secret is readable by all of its container by default, a server cannot change that,
 * and nobody else is in there.
 */
final class KeyPermissions {
  static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

  private static final Path SELF = Path.of("/proc/self");
  private static final String UID = "unix:uid";

  private KeyPermissions() {}

  /**
   * Passes where nobody else may use the keys.
   *
   * @throws IOException if others may use the keys; the message says what to do
   */
  static void require(Path file) throws IOException {
    var found = Files.getPosixFilePermissions(file);
    boolean closed = OWNER_ONLY.containsAll(found);
    if (!closed && !isMounted(file) && (isOurs(file) || isWritable(found))) {
      String has =
          " has the permissions %s, so others may use its keys"
              .formatted(PosixFilePermissions.toString(found));
      throw new KeyStore.UnusableException(
          file + has + "; run: chmod 600 " + file, "the key file" + has);
    }
  }

  /**
   * True where Kubernetes mounted the file's folder: it swaps the link by which files are there.
   */
  static boolean isMounted(Path file) {
    return Files.isSymbolicLink(file.resolveSibling("..data"));
  }

  private static boolean isWritable(Set<PosixFilePermission> found) {
    return found.contains(PosixFilePermission.GROUP_WRITE)
        || found.contains(PosixFilePermission.OTHERS_WRITE);
  }

  /** True where the file belongs to the user of this process, who could close it; or may do so. */
  private static boolean isOurs(Path file) throws IOException {
    return !Files.exists(SELF)
        || Files.getAttribute(file, UID).equals(Files.getAttribute(SELF, UID));
  }
}

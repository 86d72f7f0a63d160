package io.scoria.entry.python;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A private folder (mode 0700) with the Python side of the workers, and their sockets. Deleted by
 * {@link #close}. Thread-safe.
 */
final class PythonFiles implements AutoCloseable {
  private static final List<String> FILES =
      List.of(
          "start.py",
          "scoria/__init__.py",
          "scoria/_azureml.py",
          "scoria/_frames.py",
          "scoria/_limit.py",
          "scoria/_log.py",
          "scoria/_model.py",
          "scoria/_process.py",
          "scoria/_reply.py",
          "scoria/_request.py",
          "scoria/_schema.py",
          "scoria/_script.py",
          "scoria/_worker.py");

  /** Of an address of a Unix domain socket, in Linux (unix(7)). */
  private static final int MAX_SOCKET_PATH = 107;

  private final Path folder;
  private final AtomicInteger sockets = new AtomicInteger();

  private PythonFiles(Path folder) {
    this.folder = folder;
  }

  static PythonFiles unpack() throws IOException {
    var owner = PosixFilePermissions.fromString("rwx------");
    Path folder = Files.createTempDirectory("scoria-", PosixFilePermissions.asFileAttribute(owner));
    PythonFiles files = new PythonFiles(folder);
    try {
      Files.createDirectory(folder.resolve("scoria"));
      for (String name : FILES) {
        files.unpack(name);
      }
      return files;
    } catch (IOException e) {
      files.close();
      throw e;
    }
  }

  private void unpack(String name) throws IOException {
    try (InputStream source = PythonFiles.class.getResourceAsStream(name)) {
      if (source == null) {
        throw new IOException("the program lacks its own file " + name);
      }
      Files.copy(source, folder.resolve(name));
    }
  }

  /** What the interpreter is to run; its one argument is a socket. */
  Path start() {
    return folder.resolve("start.py");
  }

  /** The path of a socket that is not there yet. */
  Path newSocket() throws IOException {
    Path socket = folder.resolve(sockets.incrementAndGet() + ".sock");
    if (socket.toString().length() > MAX_SOCKET_PATH) {
      throw new IOException(
          "the folder for temporary files has too long a name for sockets: "
              + folder.getParent()
              + "; name a shorter one by -Djava.io.tmpdir");
    }
    return socket;
  }

  /** The file for what an interpreter says before it is connected. */
  Path outputOf(Path socket) {
    return Path.of(socket + ".out");
  }

  @Override
  public void close() {
    try {
      Files.walkFileTree(folder, new Deleter());
    } catch (IOException e) {
      // what is left is in the folder for temporary files
    }
  }

  private static final class Deleter extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}

package io.scoria.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A small file that is replaced whole: whoever reads it sees what was there, or what is. */
final class AtomicFile {
  /** File locks are of a process; within it, one at a time goes on. */
  private static final Object IN_PROCESS = new Object();

  private AtomicFile() {}

  /** What is done while nobody else replaces the file. */
  interface Change<T> {
    T apply() throws IOException;
  }

  /** Runs the change while no other process or thread runs one of the same file. */
  static <T> T exclusively(Path file, Change<T> change) throws IOException {
    Path lock = file.resolveSibling("." + file.getFileName() + ".lock");
    var open = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    var ownerOnly = PosixFilePermissions.asFileAttribute(KeyPermissions.OWNER_ONLY);
    synchronized (IN_PROCESS) {
      try (FileChannel channel = FileChannel.open(lock, open, ownerOnly)) {
        channel.lock(); // until the channel is closed
        return change.apply();
      }
    }
  }

  /** Replaces the file by one of that text, which is on the disk when this returns. */
  static void write(Path file, String text) throws IOException {
    var ownerOnly = PosixFilePermissions.asFileAttribute(KeyPermissions.OWNER_ONLY);
    Path written = Files.createTempFile(file.toAbsolutePath().getParent(), ".keys-", "", ownerOnly);
    try {
      try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }
}

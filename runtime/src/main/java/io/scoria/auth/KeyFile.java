package io.scoria.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * The keys of a service in a file: the primary on the first line, the secondary, where there is
 * one, on the second. Only the owner of the file may read it, but for {@link KeyPermissions}.
 */
public final class KeyFile implements KeyStore {
  private static final int MAX_BYTES = 4096;

  private final Path file;

  public KeyFile(Path file) {
    this.file = file;
  }

  @Override
  public Keys read() throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) { // opening a pipe would block
      throw new IOException(file + " is no regular file");
    }
    KeyPermissions.require(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(file, channel);
    }
  }

  @Override
  public Keys replace(KeyKind kind, String key) throws IOException {
    if (KeyPermissions.isMounted(file)) {
      throw new ReadOnlyException(file + " is of a mounted secret: change the secret itself");
    }
    Path target = file.toRealPath(); // a link stays one
    return AtomicFile.exclusively(
        target,
        () -> {
          Keys changed = read().with(kind, key);
          AtomicFile.write(target, text(changed));
          return changed;
        });
  }

  @Override
  public String place() {
    return file.toString();
  }

  @Override
  public boolean mayChange() {
    return true;
  }

  @Override
  public boolean lasts() {
    return true;
  }

  /**
   * The keys in the file, which is made with new ones where it is missing or empty. Two processes
   * that do so at once get the same keys. Its folder must be there.
   *
   * @throws IOException with a message for whoever starts the server
   */
  public static Keys readOrCreate(Path file) throws IOException {
    if (Files.isRegularFile(file) && Files.size(file) > 0) { // perhaps one that may only be read
      KeyPermissions.require(file);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        return read(file, channel);
      }
    }
    var open = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    var ownerOnly = PosixFilePermissions.asFileAttribute(KeyPermissions.OWNER_ONLY);
    try (FileChannel channel = FileChannel.open(file, open, ownerOnly)) {
      channel.lock(); // until the channel is closed
      KeyPermissions.require(file);
      return channel.size() == 0 ? create(channel) : read(file, channel);
    }
  }

  private static Keys create(FileChannel channel) throws IOException {
    Keys keys = Keys.generate();
    ByteBuffer bytes = ByteBuffer.wrap(text(keys).getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
    return keys;
  }

  private static String text(Keys keys) {
    return keys.primary() + "\n" + (keys.secondary() == null ? "" : keys.secondary() + "\n");
  }

  private static Keys read(Path file, FileChannel channel) throws IOException {
    if (channel.size() > MAX_BYTES) {
      String has = " has " + channel.size() + " bytes; ";
      throw new UnusableException(
          file + has + "a key file is much smaller", "the key file" + has + "one is much smaller");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    List<String> lines =
        new String(bytes.array(), StandardCharsets.UTF_8).lines().map(String::strip).toList();
    boolean usable =
        !lines.isEmpty() && lines.size() <= 2 && lines.stream().allMatch(Keys::isUsable);
    if (!usable) {
      String needs =
          "it needs one key on the first line and may have another on the second, of visible ASCII"
              + " characters";
      throw new UnusableException(
          file + " is not a key file: " + needs + ". Remove it to have new keys made.",
          "what should be the key file is none: " + needs);
    }
    Keys keys = new Keys(lines.getFirst(), lines.size() == 2 ? lines.getLast() : null);
    if (keys.problem().isPresent()) {
      String problem = keys.problem().get();
      throw new UnusableException(file + ": " + problem, "in the key file, " + problem);
    }
    return keys;
  }
}

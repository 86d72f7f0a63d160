package io.scoria.auth.token.issuer;

import io.scoria.config.TokenConfig;
import io.scoria.config.TokenConfig.Algorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * The file that signing keys are kept in. One that this server makes is its owner's alone; one that
 * it is given may be read by others, as mounted secrets are.
 */
final class SigningKeyFile {
  static final String OPTION = "--token-signing-key";

  private static final int MAX_BYTES = 64 << 10; // five keys of RSA with 8192 bits are 32 KiB
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;
  private final boolean made;
  private final Algorithm algorithm; // of one that is made
  private final boolean pinned; // whether that of the file must be it

  SigningKeyFile(TokenConfig.Own config) {
    path = config.signingKey().toAbsolutePath().normalize();
    made = config.made();
    algorithm = config.algorithm().orElse(Algorithm.ES256);
    pinned = config.algorithm().isPresent();
  }

  /** Of a key that is there. */
  SigningKeyFile(Path given) {
    path = given.toAbsolutePath().normalize();
    made = false;
    algorithm = Algorithm.ES256;
    pinned = false;
  }

  Path path() {
    return path;
  }

  /**
   * The text of the file, made where it is missing and may be.
   *
   * @throws IOException with a message for whoever starts the server
   */
  String textOrCreate() throws IOException {
    try {
      if (made && !(Files.isRegularFile(path) && Files.size(path) > 0)) {
        create();
      }
      if (made) {
        requireOwnerOnly();
      }
      return text();
    } catch (AccessDeniedException e) {
      throw problem("a file that may not be made", e);
    }
  }

  /**
   * The text of the file as it is now.
   *
   * @throws IOException with a message that names the file and says what is wrong with it
   */
  String text() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw problem("more than " + MAX_BYTES + " bytes", null);
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw problem("no file", e);
    } catch (AccessDeniedException e) {
      throw problem("a file that may not be read", e);
    }
  }

  /**
   * The keys of a text that was read: the one that signs, and then those that only verify.
   *
   * @throws IOException with a message that names the file, what was found and what is accepted
   */
  List<SigningKey> keys(String text) throws IOException {
    List<SigningKey> keys;
    try {
      keys = SigningKeyPem.read(text);
    } catch (InvalidSigningKeyException e) {
      throw new IOException(named(e.number()) + ": " + e.getMessage(), e);
    }
    Algorithm found = keys.getFirst().algorithm();
    if (pinned && found != algorithm) {
      throw new IOException(
          "%s: found a key for %s; accepted: one for %s, as --token-algorithm says"
              .formatted(named(keys.size() == 1 ? 0 : 1), found.text(), algorithm.text()));
    }
    return keys;
  }

  private String named(int number) {
    return number == 0 ? "the signing key " + path : "signing key " + number + " of " + path;
  }

  private IOException problem(String found, @org.jspecify.annotations.Nullable Exception cause) {
    String accepted =
        made
            ? "a folder for state that can be written to, or " + OPTION + " FILE"
            : SigningKeyPem.ACCEPTED;
    return new IOException(
        "the signing key " + path + ": found " + found + "; accepted: " + accepted, cause);
  }

  private void requireOwnerOnly() throws IOException {
    var found = Files.getPosixFilePermissions(path);
    if (!OWNER_ONLY.containsAll(found)) {
      throw new IOException(
          "the signing key %s: found the permissions %s, so others may sign with it; accepted: %s; run: chmod 600 %s"
              .formatted(
                  path,
                  PosixFilePermissions.toString(found),
                  PosixFilePermissions.toString(OWNER_ONLY),
                  path));
    }
  }

  /** Two processes that do so at once make one key. */
  private void create() throws IOException {
    Path folder = path.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    var open = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    var ownerOnly = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    try (FileChannel channel = FileChannel.open(path, open, ownerOnly)) {
      channel.lock(); // until the channel is closed
      if (channel.size() > 0) {
        return;
      }
      String text = SigningKeyPem.write(SigningKey.generate(algorithm).getPrivate());
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}

package io.scoria.tls;

import io.scoria.config.TlsConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a listener's TLS, and what was made of them. What they hold is looked at, and not
 * when they were changed: so it does not matter how they are, by a link that is turned to another
 * folder or in place. Not thread-safe.
 */
public final class TlsFiles {
  private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);
  private static final Duration SOON = Duration.ofDays(14);
  private static final Duration WARNED_EVERY = Duration.ofDays(1);

  private final TlsConfig config;
  private final InstantSource clock;
  private final Use use;
  private byte[] known = new byte[0]; // the digest of what was used or refused last
  private byte[] seen = new byte[0]; // of what was there at the last look
  private @Nullable Date expires; // what is in use
  private Instant warned = Instant.EPOCH;

  /** What is done with what the files hold. */
  public interface Use {
    /**
     * Uses it from now on.
     *
     * @throws IOException if that cannot be; what was used before stays in use
     */
    void use(TlsMaterial material) throws IOException;
  }

  /** What the files held at one time. */
  record Content(PemFile chain, PemFile key, Optional<PemFile> clients) {
    static Content read(TlsConfig config) throws IOException {
      Optional<PemFile> clients = Optional.empty();
      if (config.clients().isPresent()) {
        Path authorities = config.clients().get().authorities();
        clients = Optional.of(PemFile.read("--tls-client-ca", authorities));
      }
      PemFile chain = PemFile.read("--tls-certificate", config.certificateChain());
      return new Content(chain, PemFile.read("--tls-key", config.privateKey()), clients);
    }

    byte[] digest() {
      MessageDigest digest = sha256();
      digest.update(digestOf(chain.content()));
      digest.update(digestOf(key.content()));
      clients.ifPresent(file -> digest.update(digestOf(file.content())));
      return digest.digest();
    }
  }

  public TlsFiles(TlsConfig config, InstantSource clock, Use use) {
    this.config = config;
    this.clock = clock;
    this.use = use;
  }

  /**
   * Reads them at the start.
   *
   * @throws IOException if they cannot be used; the message says which file, and why
   */
  public void load() throws IOException {
    Content content = Content.read(config);
    known = content.digest();
    seen = known;
    use(TlsMaterial.of(content, config));
    warnWhereOthersMayRead(config.privateKey());
    warnOfExpiry();
  }

  /**
   * Looks whether they were changed, and uses what they hold once it has been the same for two
   * looks: they are not all written at once. What is bad is told, once.
   */
  public void look() {
    byte[] found;
    @Nullable Content content = null;
    String problem = "";
    try {
      content = Content.read(config);
      found = content.digest();
    } catch (IOException e) {
      problem = String.valueOf(e.getMessage());
      found = digestOf(problem.getBytes(StandardCharsets.UTF_8));
    }
    boolean settled = Arrays.equals(found, seen);
    seen = found;
    if (settled && !Arrays.equals(found, known)) {
      known = found;
      change(content, problem);
    }
    warnOfExpiry();
  }

  private void change(@Nullable Content content, String problem) {
    try {
      if (content == null) {
        throw new IOException(problem);
      }
      TlsMaterial material = TlsMaterial.of(content, config);
      requireValidNow(material);
      use(material);
    } catch (IOException e) {
      LOG.error(
          "TLS: what its files hold now cannot be used, so connections go on with what was there"
              + " before: {}",
          e.getMessage());
    }
  }

  private void requireValidNow(TlsMaterial material) throws IOException {
    Instant now = clock.instant();
    if (now.isAfter(material.own().getNotAfter().toInstant())) {
      String until = CertificateText.date(material.own().getNotAfter());
      throw new IOException(
          config.certificateChain() + " has expired: it was valid until " + until);
    }
    if (now.isBefore(material.own().getNotBefore().toInstant())) {
      String from = CertificateText.date(material.own().getNotBefore());
      throw new IOException(config.certificateChain() + " is not valid before " + from);
    }
  }

  private void use(TlsMaterial material) throws IOException {
    use.use(material);
    expires = material.own().getNotAfter();
    warned = Instant.EPOCH;
    LOG.info(
        "TLS: new connections use {}: {}",
        config.certificateChain(),
        CertificateText.of(material.own()));
  }

  private void warnOfExpiry() {
    Date current = expires;
    Instant now = clock.instant();
    if (current == null || now.isBefore(warned.plus(WARNED_EVERY))) {
      return;
    }
    Instant end = current.toInstant();
    if (now.plus(SOON).isAfter(end)) {
      warned = now;
      LOG.warn(
          "TLS: the certificate in {} {} {}; put a new one in its place",
          config.certificateChain(),
          now.isAfter(end) ? "has expired, and clients refuse it since" : "expires soon, on",
          CertificateText.date(current));
    }
  }

  private static void warnWhereOthersMayRead(Path key) throws IOException {
    if (Files.getFileStore(key).supportsFileAttributeView("posix")
        && Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_READ)) {
      LOG.warn("TLS: everybody on this machine may read the private key in {}", key);
    }
  }

  private static byte[] digestOf(byte[] bytes) {
    return sha256().digest(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

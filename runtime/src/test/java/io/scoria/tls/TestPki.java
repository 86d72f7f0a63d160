package io.scoria.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** An authority and what it signs, made anew, and files of it. Not thread-safe. */
public final class TestPki {
  private final X509Bundle authority =
      build(
          new CertificateBuilder()
              .subject("CN=Scoria Test Authority")
              .ecp256()
              .setIsCertificateAuthority(true),
          null);

  public X509Bundle authority() {
    return authority;
  }

  /** A certificate for this machine. */
  public static CertificateBuilder server(String name) {
    return new CertificateBuilder()
        .subject("CN=" + name)
        .ecp256()
        .notBefore(Instant.now().minus(Duration.ofHours(1)))
        .notAfter(Instant.now().plus(Duration.ofDays(90)))
        .addSanDnsName("localhost")
        .addSanIpAddress("127.0.0.1")
        .addExtendedKeyUsageServerAuth();
  }

  public X509Bundle issue(CertificateBuilder builder) {
    return build(builder, authority);
  }

  private static X509Bundle build(CertificateBuilder builder, @Nullable X509Bundle issuer) {
    try {
      return issuer == null ? builder.buildSelfSigned() : builder.buildIssuedBy(issuer);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Writes {@code tls.crt} and {@code tls.key}, each in one step. */
  public static void write(Path folder, X509Bundle bundle) {
    write(folder.resolve("tls.key"), bundle.getPrivateKeyPEM());
    write(folder.resolve("tls.crt"), bundle.getCertificatePathPEM());
  }

  /** Writes a file that its owner alone may read, in one step. */
  public static Path write(Path file, String text) {
    try {
      Path temporary = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(temporary, text);
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-------"));
      return Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a client that believes an authority, and has a certificate of its own or null. */
  public static SSLContext client(X509Bundle believed, @Nullable X509Bundle own) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys = own == null ? null : own.toKeyManagerFactory().getKeyManagers();
      context.init(keys, new TrustManager[] {believed.toTrustManager()}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}

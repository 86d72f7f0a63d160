package io.scoria.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a listener speaks TLS.
 *
 * @param certificateChain PEM, the server's own certificate first
 * @param privateKey PEM, of the server's certificate
 * @param clients whose certificates are looked at; empty where clients are asked for none
 * @param handshakeTimeoutMs from the opening of a connection to the end of its handshake
 * @param hstsSeconds how long browsers are told to come by TLS alone (RFC 6797); empty for not
 */
public record TlsConfig(
    Path certificateChain,
    Path privateKey,
    Optional<Clients> clients,
    Provider provider,
    int handshakeTimeoutMs,
    OptionalInt hstsSeconds) {
  public static final int DEFAULT_HANDSHAKE_TIMEOUT_MS = 10_000;

  /** What does the work of TLS. */
  public enum Provider {
    /** BoringSSL where its native library can be loaded, else the JDK. */
    AUTO,
    /** BoringSSL, or the server does not start. */
    OPENSSL,
    JDK
  }

  /**
   * Clients that have certificates.
   *
   * @param authorities PEM: one of them has signed the certificate of a client
   * @param required false where a client may also come without one
   */
  public record Clients(Path authorities, boolean required) {}

  public TlsConfig {
    if (handshakeTimeoutMs <= 0) {
      throw new IllegalArgumentException(
          "tls-handshake-timeout-ms is " + handshakeTimeoutMs + "; give a number of 1 or more");
    }
  }

  /** With defaults for all else. */
  public static TlsConfig of(Path certificateChain, Path privateKey) {
    return new TlsConfig(
        certificateChain,
        privateKey,
        Optional.empty(),
        Provider.AUTO,
        DEFAULT_HANDSHAKE_TIMEOUT_MS,
        OptionalInt.empty());
  }
}

package io.scoria.it;

import io.netty.pkitesting.X509Bundle;
import io.scoria.config.TlsConfig;
import io.scoria.config.TlsConfig.Clients;
import io.scoria.tls.TestPki;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The files of a server that speaks TLS, and clients that believe its authority. */
record TlsFolder(Path folder, TestPki pki) {
  static TlsFolder in(Path folder) {
    TlsFolder made = new TlsFolder(folder, new TestPki());
    made.write(made.pki.issue(TestPki.server("first")));
    return made;
  }

  void write(X509Bundle bundle) {
    TestPki.write(folder, bundle);
  }

  TlsConfig config(TlsConfig.Provider provider) {
    return config(provider, Optional.empty(), TlsConfig.DEFAULT_HANDSHAKE_TIMEOUT_MS);
  }

  TlsConfig config(TlsConfig.Provider provider, Optional<Clients> clients, int handshakeTimeoutMs) {
    return new TlsConfig(
        folder.resolve("tls.crt"),
        folder.resolve("tls.key"),
        clients,
        provider,
        handshakeTimeoutMs,
        OptionalInt.of(600));
  }

  /** A client that speaks the newest version. */
  RawClient connect(int port) {
    return new RawClient(socket(port, null, "TLSv1.3"));
  }

  /** A connected socket, whose handshake is done. */
  SSLSocket socket(int port, @Nullable X509Bundle own, String version, String... suites) {
    SSLContext context = TestPki.client(pki.authority(), own);
    try {
      SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
      socket.setSoTimeout(RawClient.TIMEOUT_MS);
      socket.setEnabledProtocols(new String[] {version});
      if (suites.length > 0) {
        socket.setEnabledCipherSuites(suites);
      }
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.scoria.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import io.scoria.config.TlsConfig;
import io.scoria.tls.TlsFiles;
import io.scoria.tls.TlsMaterial;
import io.scoria.tls.TlsWatch;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a listener speaks TLS, with what its files hold at present. Owns the context that new
 * connections are made of; each connection holds the one that it was made of until it ends.
 * Thread-safe.
 */
public final class ServerTls implements AutoCloseable {
  private final TlsConfig config;
  private final SslProvider provider;
  private final Handshakes handshakes = Handshakes.ofJvm();
  private @Nullable SslContext context; // guarded by this
  private @Nullable TlsWatch watch; // set once, before this is published

  private ServerTls(TlsConfig config, SslProvider provider) {
    this.config = config;
    this.provider = provider;
  }

  /**
   * Reads the files, and goes on to look at them.
   *
   * @throws IOException if they cannot be used; the message says which file, and why
   */
  public static ServerTls open(TlsConfig config) throws IOException {
    ServerTls tls = new ServerTls(config, TlsContexts.provider(config.provider()));
    TlsFiles files = new TlsFiles(config, InstantSource.system(), tls::use);
    files.load();
    tls.watch = TlsWatch.start(files);
    return tls;
  }

  private void use(TlsMaterial material) throws IOException {
    swap(TlsContexts.build(material, config, provider));
  }

  private synchronized void swap(@Nullable SslContext next) {
    SslContext before = context;
    context = next;
    ReferenceCountUtil.release(before); // does nothing for null and for those of the JDK
  }

  Handshakes handshakes() {
    return handshakes;
  }

  /** How long a connection may take from its opening to the end of its handshake. */
  int handshakeTimeoutMs() {
    return config.handshakeTimeoutMs();
  }

  /**
   * For a new connection, which releases what it takes when it is removed from its pipeline.
   *
   * @param timeoutMs that are left for the handshake
   */
  synchronized SslHandler newHandler(ByteBufAllocator allocator, long timeoutMs) {
    SslContext current = context;
    if (current == null) {
      throw new IllegalStateException("closed before its listener");
    }
    SslHandler handler = current.newHandler(allocator);
    handler.setHandshakeTimeout(timeoutMs, TimeUnit.MILLISECONDS);
    return handler;
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
    swap(null);
  }
}

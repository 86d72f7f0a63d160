package io.scoria.transport;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.scoria.config.TlsConfig;
import io.scoria.config.TlsConfig.Clients;
import io.scoria.tls.TlsMaterial;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What TLS is spoken: versions 1.3 and 1.2, with forward secrecy and authenticated encryption. */
final class TlsContexts {
  private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);
  private static final String REJECT_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

  /** Mozilla's intermediate configuration, version 5.7, without DHE. */
  private static final List<String> SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /** For HTTP/2 another is put before it. A client that knows neither goes on without. */
  private static final ApplicationProtocolConfig ALPN =
      new ApplicationProtocolConfig(
          Protocol.ALPN,
          SelectorFailureBehavior.NO_ADVERTISE,
          SelectedListenerFailureBehavior.ACCEPT,
          ApplicationProtocolNames.HTTP_1_1);

  private TlsContexts() {}

  /**
   * What does the work, which the log tells.
   *
   * @throws IOException if BoringSSL is asked for and cannot be loaded
   */
  static SslProvider provider(TlsConfig.Provider wanted) throws IOException {
    if (wanted != TlsConfig.Provider.JDK && OpenSsl.isAvailable()) {
      LOG.info("TLS: spoken by {}", OpenSsl.versionString());
      return SslProvider.OPENSSL_REFCNT;
    }
    if (wanted == TlsConfig.Provider.OPENSSL) {
      throw new IOException(
          "--tls-provider openssl: BoringSSL cannot be loaded here ("
              + OpenSsl.unavailabilityCause()
              + "); accepted are auto and jdk",
          OpenSsl.unavailabilityCause());
    }
    String why =
        wanted == TlsConfig.Provider.JDK
            ? "as --tls-provider says"
            : "as BoringSSL cannot be loaded: " + OpenSsl.unavailabilityCause();
    LOG.info("TLS: spoken by the JDK, {}", why);
    if (System.getProperty(REJECT_RENEGOTIATION) == null) { // BoringSSL never renegotiates
      System.setProperty(REJECT_RENEGOTIATION, "true");
    }
    return SslProvider.JDK;
  }

  /** Makes a context, which the caller owns. */
  static SslContext build(TlsMaterial material, TlsConfig config, SslProvider provider)
      throws IOException {
    SslContextBuilder builder =
        SslContextBuilder.forServer(
                material.key(), material.chain().toArray(X509Certificate[]::new))
            .sslProvider(provider)
            .protocols("TLSv1.3", "TLSv1.2")
            .ciphers(SUITES, SupportedCipherSuiteFilter.INSTANCE)
            .applicationProtocolConfig(ALPN);
    if (config.clients().isPresent()) {
      Clients clients = config.clients().get();
      builder
          .clientAuth(clients.required() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL)
          .trustManager(material.clientAuthorities().toArray(X509Certificate[]::new));
    }
    try {
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new IOException(
          config.certificateChain() + " cannot be used for TLS: " + e.getMessage(), e);
    }
  }
}

package io.scoria.tls;

import io.scoria.config.TlsConfig;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a listener proves itself with, and whom it believes.
 *
 * @param chain the server's own certificate first, then those of authorities
 * @param key of the first; never printed
 * @param clientAuthorities empty where clients are asked for no certificate
 */
public record TlsMaterial(
    List<X509Certificate> chain, PrivateKey key, List<X509Certificate> clientAuthorities) {
  public TlsMaterial {
    chain = List.copyOf(chain);
    clientAuthorities = List.copyOf(clientAuthorities);
  }

  /**
   * What the files hold, which belongs together and is strong enough.
   *
   * @throws IOException with what is wrong, and with which file
   */
  static TlsMaterial of(TlsFiles.Content files, TlsConfig config) throws IOException {
    List<X509Certificate> chain =
        CertificateFile.read(files.chain(), "the server's certificate, PEM");
    X509Certificate own = chain.getFirst();
    CertificateKey.requireUsable(own.getPublicKey(), files.chain().file());
    PrivateKey key = PrivateKeyFile.read(files.key(), own.getPublicKey());
    if (!CertificateKey.isPair(key, own.getPublicKey())) {
      throw new IOException(notAPair(config, chain, key));
    }
    List<X509Certificate> authorities = List.of();
    if (files.clients().isPresent()) {
      authorities =
          CertificateFile.read(
              files.clients().get(), "the certificates of the clients' authorities, PEM");
    }
    return new TlsMaterial(chain, key, authorities);
  }

  private static String notAPair(TlsConfig config, List<X509Certificate> chain, PrivateKey key) {
    for (int i = 1; i < chain.size(); i++) {
      if (CertificateKey.isPair(key, chain.get(i).getPublicKey())) {
        return "%s: the private key of %s belongs to certificate %d of %d; put that first"
            .formatted(config.certificateChain(), config.privateKey(), i + 1, chain.size());
      }
    }
    return "%s (%s) is not the private key of %s (%s, %s)"
        .formatted(
            config.privateKey(),
            key.getAlgorithm(),
            config.certificateChain(),
            chain.getFirst().getPublicKey().getAlgorithm(),
            CertificateText.subject(chain.getFirst()));
  }

  X509Certificate own() {
    return chain.getFirst();
  }

  @Override
  public String toString() {
    return "TlsMaterial[" + CertificateText.of(own()) + "]";
  }
}

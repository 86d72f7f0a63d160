package io.scoria.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads the certificates of a PEM file, in their order. */
final class CertificateFile {
  private CertificateFile() {}

  /**
   * Reads all of them, of which there is at least one.
   *
   * @param accepted for whoever gave another file
   */
  static List<X509Certificate> read(PemFile file, String accepted) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (PemBlock block : file.blocks()) {
      if (block.isCertificate()) {
        certificates.add(read(file, block));
      }
    }
    if (certificates.isEmpty()) {
      throw new IOException(file.file() + " holds " + file.found() + "; it is to hold " + accepted);
    }
    return certificates;
  }

  private static X509Certificate read(PemFile file, PemBlock block) throws IOException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.der()));
    } catch (CertificateException e) {
      throw new IOException(
          file.file() + " holds a certificate that cannot be read; is it cut off?", e);
    }
  }
}

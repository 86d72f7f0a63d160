package io.scoria.tls;

/** One block of a PEM file. Never printed: it may be a private key. */
final class PemBlock {
  static final String CERTIFICATE = "CERTIFICATE";
  static final String PRIVATE_KEY = "PRIVATE KEY";
  static final String RSA_KEY = "RSA PRIVATE KEY";
  static final String EC_KEY = "EC PRIVATE KEY";
  static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

  private final String label;
  private final byte[] der;

  /**
   * @param label after BEGIN
   */
  PemBlock(String label, byte[] der) {
    this.label = label;
    this.der = der;
  }

  String label() {
    return label;
  }

  byte[] der() {
    return der;
  }

  /** What it is, for people. */
  String found() {
    return switch (label) {
      case CERTIFICATE, "X509 CERTIFICATE", "TRUSTED CERTIFICATE" -> "a certificate";
      case PRIVATE_KEY, RSA_KEY, EC_KEY -> "a private key";
      case ENCRYPTED ->
          "an encrypted private key; decrypt it: openssl pkey -in FILE -out KEY (and chmod 600 KEY)";
      case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" ->
          "a certificate request, of which an authority makes a certificate";
      case "PUBLIC KEY", "RSA PUBLIC KEY" -> "a public key";
      case "OPENSSH PRIVATE KEY" ->
          "a private key of SSH; write PEM: ssh-keygen -p -m PKCS8 -f FILE";
      case "EC PARAMETERS" -> "the parameters of a key";
      default -> "a " + label;
    };
  }

  boolean isCertificate() {
    return found().equals("a certificate");
  }

  boolean isPrivateKey() {
    return found().equals("a private key");
  }
}

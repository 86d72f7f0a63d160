package io.scoria.config.azureml;

import io.scoria.config.TlsConfig;
import java.util.List;

/** How the port that scores speaks TLS. In the order of the help. */
final class TlsOptions {
  static final String CERTIFICATE_IN_FOLDER = "tls.crt";
  static final String KEY_IN_FOLDER = "tls.key";
  static final String REQUIRED = "required";

  static final Setting<String> CERTIFICATE =
      Setting.of(
              "tls-certificate",
              Kinds.TEXT,
              "Speak TLS with this certificate: PEM, the server's own first, then those of the"
                  + " authorities between. Or a folder with "
                  + CERTIFICATE_IN_FOLDER
                  + " and "
                  + KEY_IN_FOLDER
                  + ", as Kubernetes mounts them. Read again when it changes. Default: that of the"
                  + " deployment configuration where sslEnabled is true, else no TLS.")
          .option("FILE", "--tls-certificate")
          .variable("SCORIA_TLS_CERTIFICATE");
  static final Setting<String> KEY =
      Setting.of(
              "tls-key",
              Kinds.TEXT,
              "The private key of the certificate: PEM, RSA of 2048 bits or more or EC, not"
                  + " encrypted.")
          .option("FILE", "--tls-key")
          .variable("SCORIA_TLS_KEY");
  static final Setting<String> CLIENT_CA =
      Setting.of(
              "tls-client-ca",
              Kinds.TEXT,
              "Ask clients for a certificate that one of these authorities has signed: PEM.")
          .option("FILE", "--tls-client-ca")
          .variable("SCORIA_TLS_CLIENT_CA");
  static final Setting<String> CLIENT_AUTH =
      Setting.of(
              "tls-client-auth",
              Kinds.choice(REQUIRED, "optional"),
              "Whether clients must have such a certificate. Default: required.")
          .option("required|optional", "--tls-client-auth")
          .variable("SCORIA_TLS_CLIENT_AUTH");
  static final Setting<String> PROVIDER =
      Setting.of(
              "tls-provider",
              Kinds.choice("auto", "openssl", "jdk"),
              "What does the work: openssl is BoringSSL. Default: auto, BoringSSL where its library"
                  + " can be loaded, else the JDK.")
          .option("auto|openssl|jdk", "--tls-provider")
          .variable("SCORIA_TLS_PROVIDER");
  static final Setting<Integer> HANDSHAKE_TIMEOUT =
      Setting.of(
              "tls-handshake-timeout-ms",
              Kinds.whole(1, "ms"),
              "How long a client may take until a connection can be used. Default: "
                  + TlsConfig.DEFAULT_HANDSHAKE_TIMEOUT_MS
                  + ".")
          .option("MS", "--tls-handshake-timeout-ms")
          .variable("SCORIA_TLS_HANDSHAKE_TIMEOUT_MS");
  static final Setting<Integer> HSTS =
      Setting.of(
              "hsts",
              Kinds.whole(0, "seconds"),
              "Tell browsers to come by TLS alone for so long (Strict-Transport-Security). Default:"
                  + " they are not told.")
          .option("SECONDS", "--hsts")
          .variable("SCORIA_HSTS");

  static final List<Setting<?>> ALL =
      List.of(CERTIFICATE, KEY, CLIENT_CA, CLIENT_AUTH, PROVIDER, HANDSHAKE_TIMEOUT, HSTS);

  private TlsOptions() {}
}

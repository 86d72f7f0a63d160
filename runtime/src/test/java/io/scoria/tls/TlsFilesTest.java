package io.scoria.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import io.scoria.config.TlsConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class TlsFilesTest {
  private static final TestPki PKI = new TestPki();
  private static final X509Bundle FIRST = PKI.issue(TestPki.server("first"));
  private static final X509Bundle SECOND = PKI.issue(TestPki.server("second"));

  @TempDir private Path folder = Path.of("");
  private final List<TlsMaterial> used = new ArrayList<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Instant now = Instant.now();

  @BeforeEach
  void listen() {
    log.start();
    ((Logger) LoggerFactory.getLogger(TlsFiles.class)).addAppender(log);
  }

  @AfterEach
  void stop() {
    ((Logger) LoggerFactory.getLogger(TlsFiles.class)).detachAppender(log);
  }

  private TlsFiles files() {
    TlsConfig config = TlsConfig.of(folder.resolve("tls.crt"), folder.resolve("tls.key"));
    return new TlsFiles(config, () -> now, used::add);
  }

  private TlsFiles loaded(X509Bundle bundle) throws IOException {
    TestPki.write(folder, bundle);
    TlsFiles files = files();
    files.load();
    return files;
  }

  private List<String> logged(String part) {
    return log.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.contains(part))
        .toList();
  }

  private String whyNot() {
    try {
      files().load();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("loaded");
  }

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"ecp256", "ecp384", "rsa2048", "rsa3072"})
  void aPairIsRead(Algorithm algorithm) throws IOException {
    X509Bundle bundle = PKI.issue(TestPki.server("a").algorithm(algorithm));

    loaded(bundle);

    assertThat(used).hasSize(1);
    assertThat(used.getFirst().chain()).isEqualTo(bundle.getCertificatePathList());
    assertThat(used.getFirst().key()).isEqualTo(bundle.getKeyPair().getPrivate());
    assertThat(logged("CN=a")).singleElement().asString().contains("localhost, 127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({"rsa2048, RSA PRIVATE KEY", "ecp256, EC PRIVATE KEY", "ecp384, EC PRIVATE KEY"})
  void theOlderFormsOfKeysAreRead(Algorithm algorithm, String label) throws IOException {
    X509Bundle bundle = PKI.issue(TestPki.server("a").algorithm(algorithm));
    TestPki.write(folder, bundle);
    byte[] pkcs8 = bundle.getKeyPair().getPrivate().getEncoded();
    byte[] old = PrivateKeyInfo.getInstance(pkcs8).parsePrivateKey().toASN1Primitive().getEncoded();
    String parameters =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    TestPki.write(folder.resolve("tls.key"), parameters + pem(label, old));

    files().load();

    assertThat(CertificateKey.isPair(used.getFirst().key(), bundle.getCertificate().getPublicKey()))
        .isTrue();
  }

  private static String pem(String label, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }

  @Test
  void oneFileMayHoldBoth() throws IOException {
    String both = FIRST.getPrivateKeyPEM() + "\nof the server:\n" + FIRST.getCertificatePathPEM();
    TestPki.write(folder.resolve("tls.crt"), both);
    TestPki.write(folder.resolve("tls.key"), both);

    assertThatCode(() -> files().load()).doesNotThrowAnyException();
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(whyNot()).contains("tls.crt", "no such file");
    TestPki.write(folder.resolve("tls.crt"), FIRST.getCertificatePathPEM());
    assertThat(whyNot()).contains("tls.key", "no such file");
  }

  @Test
  void aFolderIsNoFile() throws IOException {
    Files.createDirectory(folder.resolve("tls.crt"));
    assertThat(whyNot()).contains("tls.crt", "no regular file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|empty",
        "certificate of the server|no whole block of PEM",
        "-----BEGIN CERTIFICATE-----|no whole block of PEM",
        "'-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----'|cannot be read",
        "'-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'|cannot be read",
        "'-----BEGIN CERTIFICATE-----\nMIIB=A\n-----END CERTIFICATE-----'|not base64",
        "'-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----'|"
            + "a certificate request",
        "'-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----'|a public key",
        "'-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----'|a private key",
      })
  void whatIsNoCertificateIsNamed(String text, String found) {
    TestPki.write(folder.resolve("tls.key"), FIRST.getPrivateKeyPEM());
    TestPki.write(folder.resolve("tls.crt"), text);
    assertThat(whyNot()).contains("tls.crt", found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|empty",
        "'-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----'|"
            + "openssl pkey -in",
        "'-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: A,B\n\nMIIB\n"
            + "-----END RSA PRIVATE KEY-----'|openssl pkey -in",
        "'-----BEGIN OPENSSH PRIVATE KEY-----\nMIIB\n-----END OPENSSH PRIVATE KEY-----'|ssh-keygen",
        "'-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----'|cannot be read",
        "'-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----'|cannot be read",
        "'-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----'|cannot be read",
        "'-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'|a certificate;",
      })
  void whatIsNoKeyIsNamedAndNothingOfItIsTold(String text, String found) {
    TestPki.write(folder.resolve("tls.crt"), FIRST.getCertificatePathPEM());
    TestPki.write(folder.resolve("tls.key"), text);
    assertThat(whyNot()).contains("tls.key", found).doesNotContain("MIIB");
  }

  @Test
  void derIsNamed() throws Exception {
    TestPki.write(folder, FIRST);
    Files.write(folder.resolve("tls.crt"), FIRST.getCertificate().getEncoded());
    assertThat(whyNot()).contains("tls.crt", "DER", "openssl x509 -inform der");
  }

  @Test
  void keyAndCertificateMustBelongTogether() {
    TestPki.write(folder, FIRST);
    TestPki.write(folder.resolve("tls.key"), SECOND.getPrivateKeyPEM());
    assertThat(whyNot()).contains("tls.key", "is not the private key of", "tls.crt", "CN=first");

    X509Bundle rsa = PKI.issue(TestPki.server("rsa").algorithm(Algorithm.rsa2048));
    TestPki.write(folder.resolve("tls.key"), rsa.getPrivateKeyPEM());
    assertThat(whyNot()).contains("(RSA)", "(EC, CN=first)");
  }

  @Test
  void theServersOwnCertificateComesFirst() {
    TestPki.write(folder, FIRST);
    TestPki.write(
        folder.resolve("tls.crt"),
        PKI.authority().getCertificatePEM() + "\n" + FIRST.getCertificatePEM());
    assertThat(whyNot()).contains("belongs to certificate 2 of 2", "put that first");
  }

  @ParameterizedTest
  @CsvSource({
    "RSA, 1024, an RSA key of 1024 bits",
    "EC, 521, an EC key of 521 bits",
    "Ed25519, 0, a key of EdDSA"
  })
  void aKeyThatIsWeakOrRareIsRefused(String algorithm, int bits, String found) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (bits > 0) {
      generator.initialize(bits);
    }
    PublicKey key = generator.generateKeyPair().getPublic();
    assertThatThrownBy(() -> CertificateKey.requireUsable(key, Path.of("tls.crt")))
        .hasMessageContainingAll("tls.crt", found, "accepted are");
  }

  @Test
  void theAuthoritiesOfClientsAreReadAndMissed() throws IOException {
    TestPki.write(folder, FIRST);
    TlsConfig one = TlsConfig.of(folder.resolve("tls.crt"), folder.resolve("tls.key"));
    TlsConfig config =
        new TlsConfig(
            one.certificateChain(),
            one.privateKey(),
            Optional.of(new TlsConfig.Clients(folder.resolve("ca.crt"), true)),
            one.provider(),
            one.handshakeTimeoutMs(),
            one.hstsSeconds());
    TlsFiles files = new TlsFiles(config, () -> now, used::add);
    assertThatThrownBy(files::load)
        .hasMessage("--tls-client-ca: " + folder.resolve("ca.crt") + ": there is no such file");

    TestPki.write(folder.resolve("ca.crt"), PKI.authority().getCertificatePEM());
    files.load();

    assertThat(used.getFirst().clientAuthorities())
        .containsExactly(PKI.authority().getCertificate());
  }

  @Test
  void aNewPairIsUsedOnceItIsThereForTwoLooks() throws IOException {
    TlsFiles files = loaded(FIRST);
    TestPki.write(folder, SECOND);

    files.look();
    assertThat(used).hasSize(1);
    files.look();
    files.look();

    assertThat(used).hasSize(2);
    assertThat(used.getLast().own()).isEqualTo(SECOND.getCertificate());
    assertThat(logged("CN=second")).hasSize(1);
  }

  @Test
  void aLinkThatIsTurnedIsSeen() throws IOException {
    Path versions = Files.createDirectory(folder.resolve("..1"));
    Path later = Files.createDirectory(folder.resolve("..2"));
    TestPki.write(versions, FIRST);
    TestPki.write(later, SECOND);
    Path data = Files.createSymbolicLink(folder.resolve("..data"), versions);
    for (String name : List.of("tls.crt", "tls.key")) {
      Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
    }
    TlsFiles files = files();
    files.load();

    Files.delete(data);
    Files.createSymbolicLink(data, later);
    files.look();
    files.look();

    assertThat(used.getLast().own()).isEqualTo(SECOND.getCertificate());
  }

  @Test
  void aBadPairIsToldOnceAndTheOldOneStays() throws IOException {
    TlsFiles files = loaded(FIRST);
    TestPki.write(folder.resolve("tls.key"), SECOND.getPrivateKeyPEM());
    for (int i = 0; i < 4; i++) {
      files.look();
    }
    assertThat(used).hasSize(1);
    assertThat(logged("cannot be used")).singleElement().asString().contains("tls.key");

    Files.delete(folder.resolve("tls.key"));
    for (int i = 0; i < 4; i++) {
      files.look();
    }
    assertThat(logged("no such file")).hasSize(1);

    TestPki.write(folder, SECOND);
    files.look();
    files.look();
    assertThat(used.getLast().own()).isEqualTo(SECOND.getCertificate());
    assertThat(logged(SECOND.getPrivateKeyPEM().lines().skip(1).findFirst().orElseThrow()))
        .isEmpty();
  }

  @Test
  void aPairThatIsNotValidNowDoesNotTakeThePlaceOfOneThatIs() throws IOException {
    TlsFiles files = loaded(FIRST);
    TestPki.write(folder, PKI.issue(until(now.minus(Duration.ofMinutes(1)))));
    files.look();
    files.look();
    assertThat(logged("has expired: it was valid until")).hasSize(1);

    TestPki.write(folder, PKI.issue(TestPki.server("f").notBefore(now.plus(Duration.ofDays(1)))));
    files.look();
    files.look();
    assertThat(logged("is not valid before")).hasSize(1);
    assertThat(used).hasSize(1);
  }

  private static CertificateBuilder until(Instant end) {
    return TestPki.server("short").notAfter(end);
  }

  @Test
  void whatCannotBeUsedIsTold() throws IOException {
    TestPki.write(folder, FIRST);
    TlsConfig config = TlsConfig.of(folder.resolve("tls.crt"), folder.resolve("tls.key"));
    TlsFiles files =
        new TlsFiles(
            config,
            () -> now,
            material -> {
              if (material.own().equals(SECOND.getCertificate())) {
                throw new IOException("not this one");
              }
            });
    files.load();
    TestPki.write(folder, SECOND);
    files.look();
    files.look();
    assertThat(logged("not this one")).hasSize(1);
  }

  @Test
  void expiryIsToldOnceADay() throws IOException {
    TlsFiles files = loaded(PKI.issue(until(now.plus(Duration.ofDays(15)))));
    files.look();
    assertThat(logged("expires soon")).isEmpty();

    now = now.plus(Duration.ofDays(2));
    files.look();
    files.look();
    assertThat(logged("expires soon")).hasSize(1);
    now = now.plus(Duration.ofHours(25));
    files.look();
    assertThat(logged("expires soon")).hasSize(2);
    now = now.plus(Duration.ofDays(20));
    files.look();
    assertThat(logged("has expired")).hasSize(1);
  }

  @Test
  void anExpiredPairIsUsedAtTheStartAndToldOf() throws IOException {
    loaded(PKI.issue(until(now.minus(Duration.ofMinutes(1)))));
    assertThat(used).hasSize(1);
    assertThat(logged("has expired")).hasSize(1);
  }

  @Test
  void aKeyThatEverybodyMayReadIsToldOf() throws IOException {
    TestPki.write(folder, FIRST);
    Path key = folder.resolve("tls.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    files().load();
    assertThat(logged("everybody")).singleElement().asString().contains("tls.key");
  }

  @Test
  void aFileThatIsNoPemAtAllIsNotReadWhole() throws IOException {
    TestPki.write(folder, FIRST);
    Files.write(folder.resolve("tls.crt"), new byte[(1 << 20) + 1]);
    assertThat(whyNot()).contains("tls.crt", "larger than 1 MiB");
    Files.write(folder.resolve("tls.crt"), "\0\1\2".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(whyNot()).contains("tls.crt", "no whole block of PEM");
  }

  @Test
  void aCertificateIsOneLineWhateverItHolds() {
    X509Bundle odd = PKI.issue(new CertificateBuilder().subject("CN=a\\0Ab").ecp256());
    assertThat(CertificateText.of(odd.getCertificate())).doesNotContain("\n").contains("no name");
  }
}

package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import io.scoria.config.TlsConfig;
import io.scoria.config.TlsConfig.Clients;
import io.scoria.tls.TestPki;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS on the port that scores, by both providers: what is spoken, to whom, and how it ends. */
@ExtendWith(NoNettyLeaks.class)
@ParameterizedClass
@EnumSource(
    value = TlsConfig.Provider.class,
    names = {"OPENSSL", "JDK"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final int MAX_BODY_BYTES = 4 << 20;

  @TempDir private static Path temporary = Path.of("");

  @Parameter private TlsConfig.Provider provider = TlsConfig.Provider.AUTO;
  private TlsFolder files;
  private TestServer server;

  private TestServer start(Optional<Clients> clients) {
    return TestServer.configure(TestData.model("iris"))
        .tls(files.config(provider, clients, RawClient.TIMEOUT_MS))
        .maxBodyBytes(MAX_BODY_BYTES)
        .start();
  }

  @BeforeAll
  void start() {
    files = TlsFolder.in(temporary);
    server = start(Optional.empty());
    try (RawClient client = files.connect(server.port())) {
      assertThat(client.score(BODY).status()).isEqualTo(200);
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void aClientOfTodayScoresAgainAndAgain(String version) {
    SSLSocket socket = files.socket(server.port(), null, version);
    SSLSession session = socket.getSession();
    try (RawClient client = new RawClient(socket)) {
      assertThat(session.getProtocol()).isEqualTo(version);
      assertThat(session.getCipherSuite()).matches("TLS_(ECDHE_ECDSA_WITH_)?AES_(128|256)_GCM_.*");
      for (int i = 0; i < 3; i++) {
        assertThat(client.score(BODY).status()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
      })
  void theSuitesForRsaAreSpoken(String suite, @TempDir Path folder) {
    TlsFolder rsa = TlsFolder.in(folder);
    rsa.write(rsa.pki().issue(TestPki.server("rsa").algorithm(Algorithm.rsa2048)));
    try (TestServer other =
            TestServer.configure(TestData.model("iris")).tls(rsa.config(provider)).start();
        RawClient client = new RawClient(rsa.socket(other.port(), null, "TLSv1.2", suite))) {
      assertThat(client.score(BODY).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0300, ClientHello.TLS_1_0, ClientHello.TLS_1_1})
  void anOldVersionIsRefused(int version) {
    assertThat(answerTo(ClientHello.of(version, 0xc009, 0xc00a, 0xc013, 0xc014, 0x002f)))
        .isEqualTo("alert 70: protocol_version");
  }

  @Test
  void aWeakSuiteIsRefused() {
    int[] weak = {0x002f, 0x0035, 0x000a, 0x0005, 0xc009, 0xc00a, 0xc013, 0xc023, 0xc024, 0x009c};
    for (int suite : weak) {
      assertThat(answerTo(ClientHello.of(ClientHello.TLS_1_2, suite)))
          .isEqualTo("alert 40: handshake_failure");
    }
    assertThat(answerTo(ClientHello.of(ClientHello.TLS_1_2, 0xc02b))).isEqualTo("record 22");
  }

  /** The first record of the answer. */
  private String answerTo(byte[] hello) {
    try (RawClient client = server.connect().send(hello)) {
      int type = client.readByte();
      for (int i = 0; i < 5; i++) {
        client.readByte(); // version, length, and an alert's level
      }
      int first = client.readByte();
      if (type != 21) {
        return "record " + type;
      }
      return "alert " + first + ": " + (first == 70 ? "protocol_version" : "handshake_failure");
    }
  }

  @Test
  void http11IsAgreedUponAndAClientThatKnowsOnlyOthersGoesOn() throws IOException {
    for (String[] known : new String[][] {{"h2", "http/1.1"}, {"h2"}, {}}) {
      SSLSocket socket =
          (SSLSocket)
              TestPki.client(files.pki().authority(), null)
                  .getSocketFactory()
                  .createSocket("127.0.0.1", server.port());
      var parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(known);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      assertThat(socket.getApplicationProtocol()).isEqualTo(known.length == 2 ? "http/1.1" : "");
      try (RawClient client = new RawClient(socket)) {
        assertThat(client.score(BODY).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void browsersAreToldToComeByTlsAlone() {
    try (RawClient client = files.connect(server.port())) {
      assertThat(client.score(BODY).header("strict-transport-security")).isEqualTo("max-age=600");
      assertThat(client.score("{").header("strict-transport-security")).isEqualTo("max-age=600");
    }
  }

  @Test
  void whoSpeaksHttpIsToldToSpeakTls() {
    try (RawClient client = server.connect()) {
      client.send(RawClient.scoreHead("Content-Length: 5000000\r\n")).send(new byte[100_000]);
      Response response = client.read();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.text()).isEqualTo("This port speaks TLS: use https://\n");
      assertThat(response.header("connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void whoSpeaksNeitherIsLeftWithoutAnAnswer() {
    try (RawClient client = server.connect().send(new byte[] {(byte) 0x80, 0x2e, 1, 0, 2})) {
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aLargeBodyComesWhole() {
    String rows = "[5.1, 3.4, 1.5, 0.2]" + ", [5.1, 3.4, 1.5, 0.2]".repeat(100_000);
    try (RawClient client = files.connect(server.port())) {
      Response response = client.score("{\"data\": [" + rows + "]}");
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.json().get("result").size()).isEqualTo(100_001);
      assertThat(client.score(BODY).status()).isEqualTo(200);
    }
  }

  @Test
  void aRefusalIsReadByAClientThatIsStillSendingItsBody() {
    try (RawClient client = files.connect(server.port())) {
      client.send(RawClient.scoreHead("Content-Length: 5000000\r\n")).send(new byte[1 << 20]);
      Response response = client.read();
      assertThat(response.status()).isEqualTo(413);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() {
    String request = RawClient.scoreHead("Content-Length: " + BODY.length() + "\r\n") + BODY;
    String last = "GET /nothing HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n";
    try (RawClient client = files.connect(server.port())) {
      client.send(request.repeat(500) + last);
      for (int i = 0; i < 500; i++) {
        assertThat(client.read().status()).isEqualTo(200);
      }
      assertThat(client.read().status()).isEqualTo(404);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aClientThatSaysThatItWillSendNoMoreIsDisconnected() throws IOException {
    SSLSocket socket = files.socket(server.port(), null, "TLSv1.3");
    try (RawClient client = new RawClient(socket)) {
      assertThat(client.score(BODY).status()).isEqualTo(200);
      socket.shutdownOutput();
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void clientsMustHaveACertificateOfTheirAuthority(String version) {
    try (TestServer strict = start(clients(true))) {
      try (RawClient client = new RawClient(files.socket(strict.port(), client(), version))) {
        assertThat(client.score(BODY).status()).isEqualTo(200);
      }
      assertDisconnected(strict, null, version);
      assertDisconnected(strict, stranger(), version);
    }
  }

  @Test
  void clientsMayHaveOne() {
    try (TestServer lenient = start(clients(false))) {
      for (Optional<X509Bundle> own :
          List.of(Optional.of(client()), Optional.<X509Bundle>empty())) {
        try (RawClient client =
            new RawClient(files.socket(lenient.port(), own.orElse(null), "TLSv1.3"))) {
          assertThat(client.score(BODY).status()).isEqualTo(200);
        }
      }
      assertDisconnected(lenient, stranger(), "TLSv1.3");
    }
  }

  private Optional<Clients> clients(boolean required) {
    String authority = files.pki().authority().getCertificatePEM();
    return Optional.of(
        new Clients(TestPki.write(temporary.resolve("ca.crt"), authority), required));
  }

  private X509Bundle client() {
    return files.pki().issue(new CertificateBuilder().subject("CN=client").ecp256());
  }

  private static X509Bundle stranger() {
    return new TestPki().issue(new CertificateBuilder().subject("CN=client").ecp256());
  }

  /** In the newest version a client learns of that only when it reads. */
  private void assertDisconnected(TestServer strict, @Nullable X509Bundle own, String version) {
    assertThatThrownBy(() -> scoreOnce(strict, own, version))
        .isInstanceOf(UncheckedIOException.class);
  }

  private void scoreOnce(TestServer strict, @Nullable X509Bundle own, String version) {
    try (RawClient client = new RawClient(files.socket(strict.port(), own, version))) {
      client.score(BODY);
    }
  }

  @Test
  void aNewCertificateIsForNewConnectionsAndTheOldOnesGoOn() throws Exception {
    try (RawClient before = files.connect(server.port())) {
      assertThat(before.score(BODY).status()).isEqualTo(200);
      X509Bundle second = files.pki().issue(TestPki.server("second"));

      files.write(second);
      awaitCertificate(second.getCertificate());

      assertThat(before.score(BODY).status()).isEqualTo(200);
      TestPki.write(temporary.resolve("tls.key"), "no key");
      Thread.sleep(1500); // more than enough to be looked at twice
      assertThat(certificate()).isEqualTo(second.getCertificate());
      assertThat(before.score(BODY).status()).isEqualTo(200);
    } finally {
      files.write(files.pki().issue(TestPki.server("third")));
    }
  }

  private X509Certificate certificate() throws IOException {
    try (SSLSocket socket = files.socket(server.port(), null, "TLSv1.3")) {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private void awaitCertificate(X509Certificate wanted) throws IOException {
    long endNanos = System.nanoTime() + RawClient.TIMEOUT_MS * 1_000_000L;
    while (!certificate().equals(wanted)) {
      assertThat(System.nanoTime()).as("the new certificate is not used").isLessThan(endNanos);
    }
  }
}

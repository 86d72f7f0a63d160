package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.TlsConfig;
import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** H6: handshakes that are never finished, or tell lengths that would have to be held in memory. */
@ExtendWith(NoNettyLeaks.class)
class TruncatedHandshakeIT {
  private static final String BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final byte[] HELLO = ClientHello.of(ClientHello.TLS_1_2, 0xc02b);
  private static final int SOON_MS = 300;

  @TempDir private Path folder = Path.of("");

  private TestServer start(TlsFolder files, TlsConfig.Provider provider, int handshakeTimeoutMs) {
    return TestServer.configure(TestData.model("iris"))
        .tls(files.config(provider, Optional.empty(), handshakeTimeoutMs))
        .start();
  }

  private static void assertScores(TlsFolder files, TestServer server) {
    try (RawClient client = files.connect(server.port())) {
      assertThat(client.score(BODY).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TlsConfig.Provider.class,
      names = {"OPENSSL", "JDK"})
  void aThousandTruncatedHandshakesLeaveNothingBehind(TlsConfig.Provider provider)
      throws Exception {
    TlsFolder files = TlsFolder.in(folder);
    try (TestServer server = start(files, provider, RawClient.TIMEOUT_MS)) {
      assertScores(files, server);
      int before = descriptors();
      for (int i = 0; i < 1000; i++) {
        RawClient client = server.connect();
        client.send(Arrays.copyOf(HELLO, i % (HELLO.length + 1)));
        if (i % 2 == 0) {
          client.reset();
        } else {
          client.close();
        }
      }
      assertScores(files, server);
      awaitDescriptors(before);
    }
  }

  /** Each record would be held in memory until it is whole. */
  @ParameterizedTest
  @EnumSource(
      value = TlsConfig.Provider.class,
      names = {"OPENSSL", "JDK"})
  void aFirstRecordThatIsLongerThanAnyGreetingEndsTheConnection(TlsConfig.Provider provider) {
    TlsFolder files = TlsFolder.in(folder);
    byte[] header = {0x16, 3, 3, 0x40, 0, 1, 0, 0x3f, (byte) 0xfc, 3, 3};
    try (TestServer server = start(files, provider, RawClient.TIMEOUT_MS)) {
      try (RawClient client = server.connect()) {
        client.send(header).readToEnd();
      }
      try (RawClient client = server.connect()) {
        for (byte one : header) {
          client.sendWhatIsTaken(new byte[] {one});
        }
        client.readToEnd();
      }
      assertScores(files, server);
    }
  }

  /** Of this process, which the server runs in; the clients' are closed. */
  private static int descriptors() {
    String[] open = new File("/proc/self/fd").list();
    return open == null ? 0 : open.length;
  }

  private static void awaitDescriptors(int before) throws InterruptedException {
    long endNanos = System.nanoTime() + RawClient.TIMEOUT_MS * 1_000_000L;
    while (descriptors() > before + 20) { // others of this process come and go
      assertThat(System.nanoTime()).as("descriptors stay open").isLessThan(endNanos);
      Thread.sleep(20);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TlsConfig.Provider.class,
      names = {"OPENSSL", "JDK"})
  void aHandshakeThatIsNotFinishedInTimeIsGivenUp(TlsConfig.Provider provider) {
    TlsFolder files = TlsFolder.in(folder);
    try (TestServer server = start(files, provider, SOON_MS)) {
      List<RawClient> clients = new ArrayList<>();
      for (int length : new int[] {0, 1, 5, 20, HELLO.length - 1, HELLO.length}) {
        clients.add(server.connect().send(Arrays.copyOf(HELLO, length)));
      }
      for (RawClient client : clients) {
        client.readToEnd(); // ends, with an alert or without
        client.close();
      }
      assertScores(files, server);
    }
  }

  @Test
  void anOpenConnectionOutlivesTheTimeOfTheHandshake() throws InterruptedException {
    TlsFolder files = TlsFolder.in(folder);
    try (TestServer server = start(files, TlsConfig.Provider.AUTO, SOON_MS);
        RawClient client = files.connect(server.port())) {
      Thread.sleep(3 * SOON_MS);
      assertThat(client.score(BODY).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TlsConfig.Provider.class,
      names = {"OPENSSL", "JDK"})
  void aClientHelloOf16MegabytesIsRefusedLongBeforeItIsThere(TlsConfig.Provider provider) {
    TlsFolder files = TlsFolder.in(folder);
    try (TestServer server = start(files, provider, RawClient.TIMEOUT_MS);
        RawClient client = server.connect()) {
      int sent = 0;
      byte[] piece = new byte[16 << 10];
      try {
        byte[] begins = ClientHello.message(0xffffff, Arrays.copyOf(piece, 1000));
        client.send(ClientHello.record(ClientHello.TLS_1_2, begins));
        while (sent < 0xffffff && client.isSilentFor(5)) {
          client.send(ClientHello.record(ClientHello.TLS_1_2, piece));
          sent += piece.length;
        }
      } catch (UncheckedIOException closed) {
        assertThat(closed).hasMessageMatching(".*(reset|Broken pipe|closed).*");
      }
      assertThat(sent).isLessThan(1 << 20);
      assertScores(files, server);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TlsConfig.Provider.class,
      names = {"OPENSSL", "JDK"})
  void aClientHelloInPiecesOfOneByteIsUnderstood(TlsConfig.Provider provider) {
    TlsFolder files = TlsFolder.in(folder);
    try (TestServer server = start(files, provider, RawClient.TIMEOUT_MS);
        RawClient client = server.connect()) {
      for (byte b : HELLO) {
        client.send(new byte[] {b});
      }
      assertThat(client.readByte()).isEqualTo(22);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TlsConfig.Provider.class,
      names = {"OPENSSL", "JDK"})
  void recordsThatAreNoiseEndTheConnection(TlsConfig.Provider provider) {
    TlsFolder files = TlsFolder.in(folder);
    byte[] noise = new byte[2000];
    new java.util.Random(5).nextBytes(noise);
    try (TestServer server = start(files, provider, 10 * SOON_MS)) {
      for (byte[] bytes :
          List.of(
              ClientHello.record(ClientHello.TLS_1_2, noise),
              ClientHello.record(ClientHello.TLS_1_2, new byte[0]),
              new byte[] {22, 3, 3, (byte) 0xff, (byte) 0xff, 1, 2, 3},
              new byte[] {23, 3, 3, 0, 1, 0})) {
        try (RawClient client = server.connect().send(bytes).send(noise)) {
          client.readToEnd();
        } catch (UncheckedIOException reset) {
          assertThat(reset).hasMessageMatching(".*(reset|Broken pipe).*");
        }
      }
      assertScores(files, server);
    }
  }
}

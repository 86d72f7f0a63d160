package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Bytes in which two servers could find different requests: each request is answered that RFC 9112
 * finds, once and in order; where there is doubt, the answer is one 400, and the connection ends.
 */
@ExtendWith(NoNettyLeaks.class)
class H1RequestSmugglingIT {
  private static final String SMUGGLED =
      "GET / HTTP/1.1\r\nHost: t\r\nX-Request-Id: smuggled\r\n\r\n";
  private static final String MARKER =
      "GET / HTTP/1.1\r\nHost: t\r\nX-Request-Id: marker\r\nConnection: close\r\n\r\n";

  /** Ends after the first chunk of no bytes by the one header, and after all by the other. */
  private static final String EMPTY_CHUNK_FIRST = "0\r\n\r\n" + SMUGGLED;

  private static final String CHUNK_SIZE = Integer.toHexString(SMUGGLED.length()) + "\r\n";
  private static final String IN_A_CHUNK = CHUNK_SIZE + SMUGGLED + "\r\n0\r\n\r\n";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.serving(TestData.model("iris"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String attack(String headers, String payload) {
    return "POST /score HTTP/1.1\r\nHost: t\r\nX-Request-Id: attack\r\n"
        + headers
        + "\r\n\r\n"
        + payload
        + MARKER;
  }

  @Test
  void aTransferEncodingThatSomeDoNotSeeBesideALength() {
    String all = "Content-Length: " + EMPTY_CHUNK_FIRST.length();
    String few = "Content-Length: " + CHUNK_SIZE.length();
    List<String> attacks = new ArrayList<>();
    for (String gadget : Gadgets.ofHeader("Transfer-Encoding", "chunked")) {
      attacks.add(attack(all + "\r\n" + gadget, EMPTY_CHUNK_FIRST));
      attacks.add(attack(gadget + "\r\n" + few, IN_A_CHUNK));
    }
    assertReadAsTheRfcHasIt(attacks);
  }

  @Test
  void aLengthThatSomeDoNotSeeBesideATransferEncoding() {
    String chunked = "Transfer-Encoding: chunked";
    List<String> attacks = new ArrayList<>();
    String all = String.valueOf(EMPTY_CHUNK_FIRST.length());
    String few = String.valueOf(CHUNK_SIZE.length());
    for (String gadget : Gadgets.ofHeader("Content-Length", all)) {
      attacks.add(attack(gadget + "\r\n" + chunked, EMPTY_CHUNK_FIRST));
    }
    for (String gadget : Gadgets.ofHeader("Content-Length", few)) {
      attacks.add(attack(chunked + "\r\n" + gadget, IN_A_CHUNK));
    }
    assertReadAsTheRfcHasIt(attacks);
  }

  @Test
  void twoLengthsOrOneThatIsNoNumber() {
    List<String> attacks = new ArrayList<>();
    String length = "Content-Length: ";
    for (String gadget : Gadgets.ofHeader("Content-Length", "0")) {
      attacks.add(attack(gadget + "\r\n" + length + SMUGGLED.length(), SMUGGLED));
      attacks.add(attack(gadget, SMUGGLED));
    }
    for (String number : Gadgets.ofNumber(String.valueOf(SMUGGLED.length()))) {
      attacks.add(attack(length + number, SMUGGLED));
      attacks.add(attack(length + SMUGGLED.length() + "\r\n" + length + number, SMUGGLED));
    }
    assertReadAsTheRfcHasIt(attacks);
  }

  @Test
  void aTransferEncodingAlone() {
    List<String> attacks = new ArrayList<>();
    for (String gadget : Gadgets.ofHeader("Transfer-Encoding", "chunked")) {
      attacks.add(attack(gadget, IN_A_CHUNK));
    }
    assertReadAsTheRfcHasIt(attacks);
  }

  @Test
  void theSizeOfAChunkAndWhatFollowsIt() {
    List<String> attacks = new ArrayList<>();
    String chunked = "Transfer-Encoding: chunked";
    for (String size : Gadgets.ofChunkSize("5")) {
      attacks.add(attack(chunked, size + "01234\r\n0\r\n\r\n" + SMUGGLED));
    }
    for (String size : Gadgets.ofChunkSize("0")) {
      attacks.add(attack(chunked, "5\r\n01234\r\n" + size + "\r\n" + SMUGGLED));
    }
    assertReadAsTheRfcHasIt(attacks);
  }

  @Test
  void theEndOfAChunkAndTheTrailers() {
    List<String> attacks = new ArrayList<>();
    String chunked = "Transfer-Encoding: chunked";
    for (String end :
        List.of("", "\n", "\r", "\n\r", "\r\r\n", "\r\n\r\n", " \r\n", "x\r\n", "5\r\n")) {
      attacks.add(attack(chunked, "5\r\n01234" + end + "0\r\n\r\n" + SMUGGLED));
      attacks.add(attack(chunked, "5\r\n01234\r\n0" + end + "\r\n" + SMUGGLED));
      attacks.add(attack(chunked, "5\r\n01234\r\n0\r\n" + end + SMUGGLED));
    }
    Stream.of(
            Gadgets.ofHeader("Content-Length", "5"),
            Gadgets.ofHeader("Transfer-Encoding", "chunked"),
            List.of("Host: u", "X-Request-Id: other", "Expect: 100-continue", "Connection: close"))
        .flatMap(List::stream)
        .forEach(trailer ->
            attacks.add(attack(chunked, "5\r\n01234\r\n0\r\n" + trailer + "\r\n\r\n" + SMUGGLED)));
    assertReadAsTheRfcHasIt(attacks);
  }

  @Test
  void theLineOfARequestAndItsHost() {
    List<String> attacks = new ArrayList<>();
    String length = "Content-Length: " + SMUGGLED.length();
    for (int i = 0; i < Gadgets.BYTES.length(); i++) {
      char c = Gadgets.BYTES.charAt(i);
      for (String line :
          List.of(
              c + "GET / HTTP/1.1",
              "GET" + c + "/ HTTP/1.1",
              "GET /" + c + "HTTP/1.1",
              "GET / HTTP/1.1" + c,
              "GET /" + c + " HTTP/1.1",
              "GET / HTTP/1" + c + "1")) {
        attacks.add(
            line
                + "\r\nHost: t\r\nX-Request-Id: attack\r\n"
                + length
                + "\r\n\r\n"
                + SMUGGLED
                + MARKER);
      }
    }
    assertReadAsTheRfcHasIt(attacks);
  }

  private static void assertReadAsTheRfcHasIt(List<String> attacks) {
    List<String> wrong = new ArrayList<>();
    for (String attack : attacks) {
      List<String> expected = ReferenceHttp.requests(attack);
      List<String> answered = answers(attack, expected);
      if (!answered.equals(expected)) {
        wrong.add(visible(attack) + "\n  expected " + expected + ", was " + answered);
      }
    }
    assertThat(wrong.stream().limit(20)).as("%d of %d", wrong.size(), attacks.size()).isEmpty();
  }

  /** The request ids of the answers; reads to the end of the connection where it has to end. */
  private static List<String> answers(String attack, List<String> expected) {
    List<String> ids = new ArrayList<>();
    boolean ends = !expected.getLast().equals(ReferenceHttp.INCOMPLETE);
    int wanted = ends ? Integer.MAX_VALUE : expected.size() - 1;
    try (RawClient client = server.connect()) {
      client.send(attack.getBytes(StandardCharsets.ISO_8859_1));
      while (ids.size() < wanted && !client.isAtEnd()) {
        Response response = client.read();
        boolean refused = response.status() == 400 && response.text().contains("\"bad_request\"");
        if (refused) {
          assertThat(response.header("connection")).as(visible(attack)).isEqualTo("close");
        }
        ids.add(
            refused ? ReferenceHttp.MALFORMED : String.valueOf(response.header("x-request-id")));
      }
    } catch (UncheckedIOException e) {
      ids.add(String.valueOf(e.getCause()));
    }
    if (!ends) {
      ids.add(ReferenceHttp.INCOMPLETE);
    }
    return ids;
  }

  private static String visible(String bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.length() - MARKER.length(); i++) {
      char c = bytes.charAt(i);
      text.append(c > ' ' - 1 && c < 0x7f ? String.valueOf(c) : "\\x%02x".formatted((int) c));
    }
    return text.toString();
  }
}

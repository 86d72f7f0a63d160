package io.scoria.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scoria.fuzz.Mutants;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever bytes come over a connection, nobody can be misled by how they are answered. */
class RequestHeadFuzzTest {
  private static final int MUTANTS = 500;
  private static final int SHORT = 100; // such inputs are cut at every place, and into bytes
  private static final int CUTS = 6;
  private static final String NEXT = "\r\n\r\nGET / HTTP/1.1\r\nHost: t\r\n\r\n";
  private static final String LAST = "\r\nconnection: close\r\n";

  @Test
  void mutantsOfRequestsAreAnsweredOnceEachAndNothingAfterABadOne() {
    Mutants.check(RequestHeadFuzzTest.class, "anyBytes", MUTANTS, RequestHeadFuzzTest::check);
  }

  /** Jazzer's way in. */
  @FuzzTest(maxDuration = "10m")
  void anyBytes(byte[] input) {
    check(input);
  }

  private static void check(byte[] input) {
    String request = new String(input, ISO_8859_1);
    Said whole = say(request);
    requireSound(request, whole);
    int length = request.length();
    int step = length <= SHORT ? 1 : length / CUTS;
    for (int cut = 1; cut < length; cut += step) {
      requireSame(whole, say(request.substring(0, cut), request.substring(cut)), "cut at " + cut);
    }
    if (length <= SHORT) {
      requireSame(whole, say(request.split("")), "byte by byte");
    }
  }

  /**
   * What came of some bytes.
   *
   * @param answers all of them, without the ids that are made anew for each
   * @param bodies that the service was given
   * @param after the answer to a good request that followed; empty where there was none
   */
  private record Said(String answers, String bodies, String after) {}

  private static Said say(String... pieces) {
    try (Wire wire = new Wire()) {
      StringBuilder answers = new StringBuilder();
      for (String piece : pieces) {
        answers.append(wire.channel().isOpen() ? wire.send(piece) : "");
      }
      String bodies = wire.bodies();
      String after = wire.channel().isOpen() ? wire.send(NEXT) : "";
      return new Said(withoutIds(answers.toString()), bodies, withoutIds(after));
    }
  }

  private static String withoutIds(String answers) {
    return answers.replaceAll("request-id: [0-9a-f-]{36}", "request-id: made");
  }

  private static void requireSame(Said whole, Said inPieces, String how) {
    if (!whole.equals(inPieces)) {
      throw new AssertionError("gives " + whole + ", but " + how + " " + inPieces);
    }
  }

  private static void requireSound(String request, Said said) {
    List<String> heads = heads(said.answers());
    int claimed = request.split("HTTP/", -1).length; // and one for what is no request at all
    if (heads.size() > claimed) {
      throw new AssertionError(heads.size() + " answers, at most " + claimed + ": " + heads);
    }
    int last = heads.size() - 1;
    for (int i = 0; i <= last; i++) {
      String head = heads.get(i);
      boolean ends = head.contains(LAST);
      if (head.startsWith("500")) {
        throw new AssertionError("a client's fault is answered as the server's: " + head);
      }
      if (head.startsWith("400") && !ends) {
        throw new AssertionError("the connection is used on after a bad request: " + head);
      }
      if (ends && (i < last || !said.after().isEmpty())) {
        throw new AssertionError("more is said after the last answer: " + said);
      }
    }
  }

  private static final Pattern HEAD =
      Pattern.compile("HTTP/1\\.1 ([1-5][0-9][0-9] (?s:.*?)\r\n)\r\n");
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: ([0-9]+)\r\n");

  /** The heads of the final answers, from the status on; fails where they are not well-formed. */
  private static List<String> heads(String answers) {
    List<String> heads = new ArrayList<>();
    Matcher head = HEAD.matcher(answers);
    int at = 0;
    while (at < answers.length()) {
      if (!head.find(at) || head.start() != at) {
        throw new AssertionError("no answer at " + at + " of " + answers);
      }
      if (!head.group(1).startsWith("1")) {
        heads.add(head.group(1));
      }
      at = head.end() + bodyBytes(head.group(1), answers, head.end());
    }
    return heads;
  }

  /** 0 also where another answer follows at once: then this was one to HEAD. */
  private static int bodyBytes(String head, String answers, int at) {
    Matcher length = LENGTH.matcher(head);
    boolean none = !length.find() || at == answers.length() || answers.startsWith("HTTP/", at);
    return none ? 0 : Integer.parseInt(length.group(1));
  }
}

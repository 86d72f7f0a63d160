package io.scoria.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.codec.TokenRecorder.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Texts that are nearly JSON, against a trusted parser, whole and in pieces. */
class JsonTokenizerFuzzTest {
  private static final long SEED = 20260105;
  private static final int MUTANTS = 300_000;

  private static final List<String> CORPUS =
      List.of(
          "{\"data\": [[1.0, 2, -3.5e-2, 4E+10], [0, -0, 0.0, 1e5]]}",
          "{\"data\": {\"a\": [1, 2], \"b\": [\"x\", \"NaN\"]}}",
          "[]",
          "{}",
          "[[[]], {}, [{}]]",
          "\"plain\"",
          "-12.5e+3",
          "true",
          " null ",
          "[true, false, null, true]",
          "\t{\r\n\"k\" :\t[ ] , \"l\":{ } }\n",
          "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\", \"\\u0041\\u00fC\\uD83D\\uDE00\"]",
          "[\"\\ud83d\", \"\\ude00\", \"a\\ud83d\\ud83d\\ude00b\"]",
          "{\"\u00fc\u20ac\ud83d\ude00\": \"\u00e9\u0800\uffff\ud800\udc00\udbff\udfff\"}",
          "\ufeff[1]",
          "{\"\": {\"\": \"\"}}",
          "[0.1, 123456789012345678901234567890, 1E-7, 5e0, 10.01e-10]",
          "{\"a\":1,\"a\":2,\"\\u0061\":3}",
          "[\"\u007f\", \"\u0080\", \"\u07ff\"]",
          "[".repeat(99) + "]".repeat(99),
          "{\"a\":".repeat(50) + "[".repeat(50) + "]".repeat(50) + "}".repeat(50));

  /** What a byte is replaced with, or what is put between: the grammar's bytes, and bad ones. */
  private static final byte[] BYTES =
      "{}[]:,\"\\/tfnrub0123456789-+.eE \t\r\naAdD\u0000\u0001\u001f\u007f\u00fc\u20ac\ud83d\ude00"
          .getBytes(UTF_8);

  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void acceptsAndTellsExactlyWhatATrustedParserDoesInWhateverPiecesItComes() {
    int accepted = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] text = mutant();
      Reading whole = TokenRecorder.read(text);
      compare(text, whole, TrustedJson.read(text));
      requireSame(text, whole, TokenRecorder.read(text, randomEnds(text)));
      if (text.length < 60) {
        requireSame(text, whole, TokenRecorder.readByBytes(text));
      }
      accepted += whole.accepted() ? 1 : 0;
    }
    assertThat(accepted).as("mutants that are JSON").isBetween(MUTANTS / 50, MUTANTS / 2);
  }

  @Test
  void theCorpusItselfIsJson() {
    for (String text : CORPUS) {
      byte[] bytes = text.getBytes(UTF_8);
      assertThat(TokenRecorder.read(bytes).error()).as(text).isNull();
      compare(bytes, TokenRecorder.readByBytes(bytes), TrustedJson.read(bytes));
    }
  }

  private static void compare(byte[] text, Reading found, Reading trusted) {
    boolean same =
        found.accepted() == trusted.accepted()
            && (!found.accepted() || found.tokens().equals(trusted.tokens()));
    if (!same && TrustedJson.isJudgeOf(trusted)) {
      throw wrong(text, found, "a trusted parser", trusted);
    }
  }

  private static void requireSame(byte[] text, Reading whole, Reading inPieces) {
    if (!whole.equals(inPieces)) {
      throw wrong(text, whole, "in pieces", inPieces);
    }
  }

  private static AssertionError wrong(byte[] text, Reading found, String other, Reading reading) {
    String message =
        "seed %d: %s%nis read as %s%nbut by %s as %s"
            .formatted(SEED, new String(text, ISO_8859_1), found, other, reading);
    return new AssertionError(escaped(message));
  }

  /** Unpaired surrogates and control characters would not reach the report. */
  private static String escaped(String message) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      boolean plain = (c >= ' ' && c < 0x7f) || c == '\n';
      text.append(plain ? Character.toString(c) : "<%04x>".formatted((int) c));
    }
    return text.toString();
  }

  private int[] randomEnds(byte[] text) {
    int[] ends = new int[random.nextInt(1, 6)];
    Arrays.setAll(ends, i -> random.nextInt(text.length + 1));
    Arrays.sort(ends);
    return ends;
  }

  private byte[] mutant() {
    byte[] text = anyOfCorpus();
    for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
      text = mutate(text);
    }
    return text;
  }

  private byte[] anyOfCorpus() {
    return CORPUS.get(random.nextInt(CORPUS.size())).getBytes(UTF_8);
  }

  private byte[] mutate(byte[] text) {
    int from = random.nextInt(text.length + 1);
    int to = Math.min(text.length, from + random.nextInt(4));
    return switch (random.nextInt(7)) {
      case 0 -> replace(text, from, to, new byte[0]);
      case 1 -> replace(text, from, from, new byte[] {BYTES[random.nextInt(BYTES.length)]});
      case 2 -> replace(text, from, to, new byte[] {(byte) random.nextInt(256)});
      case 3 -> replace(text, from, from, Arrays.copyOfRange(text, from, to)); // twice
      case 4 -> Arrays.copyOf(text, from);
      case 5 -> replace(text, from, to, piece(anyOfCorpus()));
      default -> flipBit(text, Math.min(from, text.length - 1));
    };
  }

  private byte[] piece(byte[] of) {
    int from = random.nextInt(of.length);
    return Arrays.copyOfRange(of, from, Math.min(of.length, from + random.nextInt(1, 8)));
  }

  private byte[] flipBit(byte[] text, int at) {
    if (at >= 0) {
      text[at] ^= (byte) (1 << random.nextInt(8));
    }
    return text;
  }

  private static byte[] replace(byte[] text, int from, int to, byte[] with) {
    byte[] result = Arrays.copyOf(text, from + with.length + text.length - to);
    System.arraycopy(with, 0, result, from, with.length);
    System.arraycopy(text, to, result, from + with.length, text.length - to);
    return result;
  }
}

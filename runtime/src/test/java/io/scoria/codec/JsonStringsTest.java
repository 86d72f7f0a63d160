package io.scoria.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStringsTest {
  private static @Nullable String trusted(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static @Nullable String decode(byte[] bytes) {
    JsonStrings.Decoded decoded = JsonStrings.decode(bytes, 0, bytes.length);
    return decoded.error() == null ? decoded.value() : null;
  }

  private static String decoded(String text) {
    String value = decode(text.getBytes(UTF_8));
    assertThat(value).isNotNull();
    return value;
  }

  private static void compare(byte[] bytes) {
    String expected = trusted(bytes);
    String found = decode(bytes);
    if (expected == null ? found != null : !expected.equals(found)) {
      throw new AssertionError(HexFormat.of().formatHex(bytes) + " is " + found);
    }
  }

  @Test
  void everyCodePointIsDecoded() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
      if (!surrogate && point != '\\') {
        compare(Character.toString(point).getBytes(UTF_8));
      }
    }
  }

  @Test
  void everyTwoBytesAreUtf8OrNotAsTheJdkHasIt() {
    for (int pair = 0; pair < 0x10000; pair++) {
      compareUnlessEscape((byte) (pair >> 8), (byte) pair);
    }
  }

  @Test
  void longerSequencesAreUtf8OrNotAsTheJdkHasIt() {
    byte[] second = {0x00, 0x41, 0x7f, (byte) 0x80, (byte) 0x8f, (byte) 0x90, (byte) 0x9f};
    byte[] more = {(byte) 0xa0, (byte) 0xbf, (byte) 0xc0, (byte) 0xe0, (byte) 0xf4, (byte) 0xff};
    byte[] edges = ByteBuffer.allocate(13).put(second).put(more).array();
    for (int first = 0xc0; first < 0x100; first++) {
      for (byte b : edges) {
        for (byte c : edges) {
          compareUnlessEscape((byte) first, b, c);
          for (byte d : edges) {
            compareUnlessEscape((byte) first, b, c, d);
          }
        }
      }
    }
  }

  @Test
  void randomBytesAreUtf8OrNotAsTheJdkHasIt() {
    SplittableRandom random = new SplittableRandom(20260106);
    for (int i = 0; i < 300_000; i++) {
      byte[] bytes = new byte[random.nextInt(1, 9)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = (byte) (random.nextInt(4) == 0 ? random.nextInt(128) : random.nextInt(256));
      }
      compareUnlessEscape(bytes);
    }
  }

  private static void compareUnlessEscape(byte... bytes) {
    for (byte b : bytes) {
      if (b == '\\') {
        return;
      }
    }
    compare(bytes);
  }

  @Test
  void decodesEveryEscape() {
    assertThat(decoded("a\\\"\\\\\\/\\b\\f\\n\\r\\tz")).isEqualTo("a\"\\/\b\f\n\r\tz");
    assertThat(decoded("\\u0041\\u00fc\\u20AC\\ud83D\\uDE00"))
        .isEqualTo("A\u00fc\u20ac\ud83d\ude00");
    assertThat(decoded("\\u0000")).isEqualTo("\0");
  }

  @Test
  void leavesHalfASurrogatePairAsItIs() {
    assertThat(decoded("\\ud83d")).isEqualTo("\ud83d");
    assertThat(decoded("\\ude00\\ud83d")).isEqualTo("\ude00\ud83d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\", "\\x", "\\U0041", "\\'", "\\0", "\\u", "\\u004", "\\u004g", "\\u+041"})
  void refusesOtherEscapes(String text) {
    JsonStrings.Decoded decoded =
        JsonStrings.decode(("ab" + text).getBytes(UTF_8), 0, 2 + text.length());

    assertThat(decoded.error()).isEqualTo("an unknown escape in a string");
    assertThat(decoded.errorAt()).isEqualTo(2);
  }

  @Test
  void looksOnlyAtItsOwnBytes() {
    byte[] bytes = "\"\\u0041\" \u00fc".getBytes(UTF_8);

    assertThat(JsonStrings.decode(bytes, 1, 7).value()).isEqualTo("A");
    assertThat(JsonStrings.decode(bytes, 1, 6).error()).isNotNull();
    assertThat(JsonStrings.decode(bytes, 9, 10).error())
        .isEqualTo("a byte that is not UTF-8 in a string");
  }

  @ParameterizedTest
  @CsvSource({
    "plain, true",
    "\ud83d\ude00, true",
    "\ud83d, false",
    "a\ude00, false",
    "\ude00\ud83d, false",
    "\ud83d\ud83d\ude00, false",
    "\ud83d\ude00\ude00, false",
  })
  void tellsWhatHasAUtf8Form(String text, boolean wellFormed) {
    assertThat(JsonStrings.isWellFormed(text)).isEqualTo(wellFormed);
    assertThat(JsonStrings.isWellFormed(JsonStrings.replaceUnpaired(text))).isTrue();
    assertThat(UTF_8.newEncoder().canEncode(text)).isEqualTo(wellFormed);
  }

  @Test
  void replacesEachHalfThatIsAlone() {
    assertThat(JsonStrings.replaceUnpaired("a\ud83db\ud83d\ude00\ude00"))
        .isEqualTo("a\ufffdb\ud83d\ude00\ufffd");
    assertThat(JsonStrings.replaceUnpaired("plain")).isEqualTo("plain");
  }
}

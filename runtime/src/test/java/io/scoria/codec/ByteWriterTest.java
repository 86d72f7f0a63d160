package io.scoria.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static String string(String text) throws CharacterCodingException {
    ByteWriter out = new ByteWriter(0);
    out.writeString(text);
    return UTF_8.newDecoder().decode(out.toBuffer()).toString();
  }

  @Test
  void growsAsItIsWritten() {
    ByteWriter out = new ByteWriter(1);
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      out.write('a');
      out.writeAscii("bc".repeat(i % 50));
      expected.append('a').append("bc".repeat(i % 50));
    }

    assertThat(UTF_8.decode(out.toBuffer()).toString()).isEqualTo(expected.toString());
  }

  @Test
  void showsWhatWasWrittenAndNoMore() {
    ByteWriter out = new ByteWriter(100);
    out.writeAscii("abc");
    ByteBuffer buffer = out.toBuffer();

    assertThat(buffer.position()).isZero();
    assertThat(buffer.remaining()).isEqualTo(3);
  }

  @Test
  void writesWholeNumbersAsTheJdkDoes() {
    SplittableRandom random = new SplittableRandom(20260109);
    for (int i = 0; i < 300_000; i++) {
      checkInteger(random.nextLong() >> random.nextInt(64));
    }
    long power = 1;
    for (int digits = 1; digits <= 19; digits++, power *= 10) {
      for (long near = power - 2; near <= power + 2; near++) {
        checkInteger(near);
        checkInteger(-near);
      }
    }
    checkInteger(Long.MIN_VALUE);
    checkInteger(Long.MAX_VALUE);
  }

  private static void checkInteger(long value) {
    ByteWriter out = new ByteWriter(0);
    out.writeInteger(value);
    String text = UTF_8.decode(out.toBuffer()).toString();
    boolean counted = value <= 0 || ByteWriter.digitCount(value) == Long.toString(value).length();
    if (!text.equals(Long.toString(value)) || !counted) {
      throw new AssertionError(value + " is written " + text);
    }
  }

  @Test
  void writesDigitsWithAPointAmongThem() {
    ByteWriter out = new ByteWriter(0);
    out.writeDigits(12345, 5, 5);
    out.write(' ');
    out.writeDigits(12345, 5, 1);
    out.write(' ');
    out.writeDigits(12345, 5, 4);
    out.write(' ');
    out.writeZeros(0);
    out.writeZeros(20);

    assertThat(UTF_8.decode(out.toBuffer()).toString())
        .isEqualTo("12345 1.2345 1234.5 " + "0".repeat(20));
  }

  @Test
  void escapesWhatJsonWantsEscapedAndNothingElse() throws CharacterCodingException {
    assertThat(string("")).isEqualTo("\"\"");
    assertThat(string("a/b'c\u007f")).isEqualTo("\"a/b'c\u007f\"");
    assertThat(string("\"\\\b\f\n\r\t")).isEqualTo("\"\\\"\\\\\\b\\f\\n\\r\\t\"");
    assertThat(string("\0\u0001\u001f x")).isEqualTo("\"\\u0000\\u0001\\u001f x\"");
    assertThat(string("a\nb")).isEqualTo("\"a\\nb\"");
  }

  @Test
  void writesOtherCharactersInUtf8() throws CharacterCodingException {
    assertThat(string("\u00fc\u20ac\ud83d\ude00\n\udbff\udfff\uffff"))
        .isEqualTo("\"\u00fc\u20ac\ud83d\ude00\\n\udbff\udfff\uffff\"");
  }

  @Test
  void replacesHalfASurrogatePair() throws CharacterCodingException {
    assertThat(string("\ud83d")).isEqualTo("\"\ufffd\"");
    assertThat(string("a\ude00b\ud83d\ude00")).isEqualTo("\"a\ufffdb\ud83d\ude00\"");
    assertThat(string("\ud83d\"\ude00")).isEqualTo("\"\ufffd\\\"\ufffd\"");
  }

  @Test
  void aTrustedParserReadsEveryStringBack() throws IOException {
    long seed = 20260108;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(12); left > 0; left--) {
        text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000)));
      }
      String read = JSON.readValue(string(text.toString()), String.class);
      if (!read.equals(JsonStrings.replaceUnpaired(text.toString()))) {
        throw new AssertionError("seed " + seed + ", string " + i + ": " + string(text.toString()));
      }
    }
  }
}

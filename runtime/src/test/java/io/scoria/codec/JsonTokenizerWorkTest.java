package io.scoria.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The work must grow with the text and not with its square, however small the chunks. */
class JsonTokenizerWorkTest {
  private static final Duration PLENTY = Duration.ofSeconds(3);

  private final TokenRecorder recorder = new TokenRecorder();
  private final JsonTokenizer tokenizer = new JsonTokenizer(recorder);

  private Duration feed(byte[] text, int chunkBytes) {
    ByteBuffer chunk = ByteBuffer.wrap(text);
    long startNanos = System.nanoTime();
    for (int from = 0; from < text.length; from += chunkBytes) {
      tokenizer.feed(chunk.limit(Math.min(text.length, from + chunkBytes)).position(from));
    }
    tokenizer.finish();
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  @Test
  void readsAStringOf20MegabytesInChunksOf64Kibibytes() {
    byte[] text = ("\"" + "x".repeat(20_000_000) + "\"").getBytes(US_ASCII);

    assertThat(feed(text, 64 << 10)).isLessThan(PLENTY);
    assertThat(tokenizer.error()).isNull();
  }

  @Test
  void readsAStringOf2MegabytesByteByByte() {
    byte[] text = ("\"" + "\\n".repeat(1_000_000) + "\"").getBytes(US_ASCII);

    assertThat(feed(text, 1)).isLessThan(PLENTY);
    assertThat(tokenizer.error()).isNull();
  }

  @Test
  void looksNoFurtherIntoANumberThatIsTooLong() {
    byte[] text = "1".repeat(20_000_000).getBytes(US_ASCII);

    assertThat(feed(text, 1)).isLessThan(PLENTY);
    assertThat(tokenizer.error())
        .isEqualTo("at byte 0: a number of more than 1100 bytes (max-number-chars)");
  }

  @Test
  void readsManyShortTokensByteByByte() {
    byte[] text = ("[" + "1.5, ".repeat(200_000) + "1]").getBytes(US_ASCII);

    assertThat(feed(text, 1)).isLessThan(PLENTY);
    assertThat(tokenizer.error()).isNull();
  }

  @Test
  void readsManyShortTokensInOneChunk() {
    byte[] text = ("[" + "1.5, ".repeat(1_000_000) + "1]").getBytes(US_ASCII);

    assertThat(feed(text, text.length)).isLessThan(PLENTY);
    assertThat(tokenizer.error()).isNull();
  }
}

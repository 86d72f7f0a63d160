package io.scoria.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.FakeHead;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingTest {
  private static ContentCoding.Asked of(String... values) {
    FakeHead head = new FakeHead();
    for (String value : values) {
      head.with("Content-Encoding", value);
    }
    return ContentCoding.of(head);
  }

  private static Refusal refusal(String... values) {
    if (of(values) instanceof ContentCoding.Asked.Not(Refusal refusal)) {
      return refusal;
    }
    throw new AssertionError("not refused: " + String.join("; ", values));
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, GZIP",
    "GZip, GZIP",
    "x-gzip, GZIP",
    "deflate, DEFLATE",
    "' deflate ', DEFLATE",
    "identity, IDENTITY",
    "'identity, gzip', GZIP",
    "'gzip, identity', GZIP",
    "',', IDENTITY"
  })
  void knowsTheCodings(String value, ContentCoding coding) {
    assertThat(of(value)).isEqualTo(new ContentCoding.Asked.For(coding));
  }

  @Test
  void whatSaysNothingIsNotCoded() {
    assertThat(of()).isEqualTo(new ContentCoding.Asked.For(ContentCoding.IDENTITY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"br", "zstd", "snappy", "lz4", "compress", "gzip, gzip", "deflate,gzip", "gzip2"})
  void refusesEveryOtherCodingAndAllThatAreNested(String value) {
    Refusal refusal = refusal(value);

    assertThat(refusal.reason()).isEqualTo(Reason.UNSUPPORTED_ENCODING);
    assertThat(refusal.message())
        .isEqualTo(
            "Content-Encoding '"
                + value
                + "' is not supported: send the body as it is, or in one of gzip and deflate.");
  }

  @Test
  void refusesCodingsThatAreNestedByTwoHeaderLines() {
    assertThat(refusal("gzip", "gzip").message()).contains("'gzip,gzip'");
  }

  @Test
  void showsOnlyTheStartOfALongValue() {
    assertThat(refusal("x".repeat(65)).message()).contains("'" + "x".repeat(64) + "...'");
  }
}

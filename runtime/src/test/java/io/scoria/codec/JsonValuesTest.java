package io.scoria.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValuesTest {
  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable Object value(String text) {
    return ((JsonValues.Parsed.Value) JsonValues.parse(bytes(text))).value();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": [1, 2.5, {\"b\": null}], \"c\": \"\\u00e4\", \"d\": true}",
        "[[], {}, [[]], {\"x\": {}}, -0.0, 1e3, false]",
        "\"text\"",
        "17",
        "{\"same\": 1, \"same\": 2}"
      })
  void aTextIsWhatTheTrustedParserSaysItIs(String text) throws Exception {
    ObjectMapper trusted = new ObjectMapper();
    Object expected = trusted.readValue(text, Object.class);
    assertThat(trusted.valueToTree(value(text)).toString())
        .isEqualTo(trusted.valueToTree(expected).toString());
  }

  @Test
  void numbersAreAsLargeAsTheyNeed() {
    assertThat(value("[1, 9223372036854775807, 9223372036854775808, 1.0]"))
        .isEqualTo(List.of(1L, Long.MAX_VALUE, BigInteger.ONE.shiftLeft(63), 1.0));
    assertThat(value("[null]")).isEqualTo(Arrays.asList((Object) null));
  }

  @Test
  void theOrderOfNamesIsKept() {
    assertThat(String.valueOf(value("{\"z\": 1, \"a\": 2}"))).isEqualTo("{z=1, a=2}");
  }

  @Test
  void whatIsNotJsonIsSaidWithItsPlace() {
    JsonValues.Parsed parsed = JsonValues.parse(bytes("{\"a\": 01}"));
    assertThat(parsed).isInstanceOf(JsonValues.Parsed.Malformed.class);
    assertThat(((JsonValues.Parsed.Malformed) parsed).why())
        .startsWith("The body is not JSON: at byte 7");
  }
}

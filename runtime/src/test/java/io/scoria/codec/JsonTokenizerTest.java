package io.scoria.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.codec.TokenRecorder.Reading;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTokenizerTest {
  @Test
  void tellsEveryTokenWithTheOffsetOfItsFirstByte() {
    assertThat(TokenRecorder.read(" {\"a\": [1, -2.5e3], \"b\":\"x\\n\",\"c\":null}\n").tokens())
        .containsExactly(
            "1:{",
            "2:key a",
            "7:[",
            "8:number 1",
            "11:number -2.5e3",
            "17:]",
            "20:key b",
            "24:string x\n",
            "30:key c",
            "34:null",
            "38:}");
  }

  @Test
  void countsOffsetsInBytesAndFromTheByteOrderMark() {
    assertThat(TokenRecorder.read("\u00ef\u00bb\u00bf[\"\u00c3\u00bc\", true]").tokens())
        .containsExactly("3:[", "4:string \u00fc", "10:true", "14:]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1.5e3", "\"\"", "true", "false", "null", "[]", "{}"})
  void takesAnyValueAsAText(String text) {
    assertThat(TokenRecorder.read(text).error()).isNull();
    assertThat(TokenRecorder.read(" \t\r\n" + text + "\n\r\t ").error()).isNull();
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of("", "at byte 0: the text ends where a value should be"),
        Arguments.of("  ", "at byte 2: the text ends where a value should be"),
        Arguments.of("[", "at byte 1: the text ends where a value or ']' should be"),
        Arguments.of(
            "[1", "at byte 2: the text ends where ',' or the end of the array or object should be"),
        Arguments.of("[1,", "at byte 3: the text ends where a value should be"),
        Arguments.of(
            "{", "at byte 1: the text ends where a name in double quotes or '}' should be"),
        Arguments.of("{\"a\"", "at byte 4: the text ends where ':' should be"),
        Arguments.of("{\"a\":", "at byte 5: the text ends where a value should be"),
        Arguments.of(
            "{\"a\":1,", "at byte 7: the text ends where a name in double quotes should be"),
        Arguments.of("[1,]", "at byte 3: expected a value, found ']'"),
        Arguments.of(
            "[1 2]", "at byte 3: expected ',' or the end of the array or object, found '2'"),
        Arguments.of("[1}", "at byte 2: expected ',' or the end of the array or object, found '}'"),
        Arguments.of(
            "{\"a\":1]", "at byte 6: expected ',' or the end of the array or object, found ']'"),
        Arguments.of("{\"a\":}", "at byte 5: expected a value, found '}'"),
        Arguments.of("{\"a\" 1}", "at byte 5: expected ':', found '1'"),
        Arguments.of("{a:1}", "at byte 1: expected a name in double quotes or '}', found 'a'"),
        Arguments.of("{1:1}", "at byte 1: expected a name in double quotes or '}', found '1'"),
        Arguments.of("{\"a\":1,}", "at byte 7: expected a name in double quotes, found '}'"),
        Arguments.of("]", "at byte 0: expected a value, found ']'"),
        Arguments.of("[]]", "at byte 2: expected nothing more, found ']'"),
        Arguments.of("1 2", "at byte 2: expected nothing more, found '2'"),
        Arguments.of("{} x", "at byte 3: expected nothing more, found 'x'"),
        Arguments.of("[,1]", "at byte 1: expected a value or ']', found ','"),
        Arguments.of("[:1]", "at byte 1: expected a value or ']', found ':'"),
        Arguments.of("NaN", "at byte 0: expected a value, found 'N'"),
        Arguments.of("[1, +1]", "at byte 4: expected a value, found '+'"),
        Arguments.of("[.5]", "at byte 1: expected a value or ']', found '.'"),
        Arguments.of("'a'", "at byte 0: expected a value, found '''"),
        Arguments.of("\u0000", "at byte 0: expected a value, found the byte 0x00"),
        Arguments.of("[\u00ff]", "at byte 1: expected a value or ']', found the byte 0xFF"),
        Arguments.of(
            "[\u00ef\u00bb\u00bf1]", "at byte 1: expected a value or ']', found the byte 0xEF"),
        Arguments.of("\u00ef\u00bb1", "at byte 0: expected a value, found the byte 0xEF"),
        Arguments.of("\u00ef", "at byte 0: expected a value, found the byte 0xEF"),
        Arguments.of("tru", "at byte 3: the text ends inside 'true'"),
        Arguments.of("[nul]", "at byte 4: expected 'null', found ']'"),
        Arguments.of("falsy", "at byte 4: expected 'false', found 'y'"),
        Arguments.of("trueish", "at byte 4: expected nothing more, found 'i'"),
        Arguments.of("-", "at byte 1: the text ends where a digit should be"),
        Arguments.of("-x", "at byte 1: expected a digit, found 'x'"),
        Arguments.of("[1.]", "at byte 3: expected a digit, found ']'"),
        Arguments.of("1e+", "at byte 3: the text ends where a digit should be"),
        Arguments.of("01", "at byte 1: expected nothing more, found '1'"),
        Arguments.of(
            "[01]", "at byte 2: expected ',' or the end of the array or object, found '1'"),
        Arguments.of("\"a", "at byte 2: the text ends inside a string"),
        Arguments.of("\"a\\", "at byte 3: the text ends inside a string"),
        Arguments.of("\"a\\\"", "at byte 4: the text ends inside a string"),
        Arguments.of("[\"a\nb\"]", "at byte 3: a control character in a string must be escaped"),
        Arguments.of("[\"ab\\x\"]", "at byte 4: an unknown escape in a string"),
        Arguments.of("\"\\u12G4\"", "at byte 1: an unknown escape in a string"),
        Arguments.of("\"\\u123\"", "at byte 1: an unknown escape in a string"),
        Arguments.of("\"a\u00c3\"", "at byte 2: a byte that is not UTF-8 in a string"),
        Arguments.of("{\"\u00c0\u0080\":1}", "at byte 2: a byte that is not UTF-8 in a string"),
        Arguments.of(
            "[\"a\", \"\u00ed\u00a0\u0080\"]", "at byte 7: a byte that is not UTF-8 in a string"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void tellsWhatIsWrongAndAtWhichByteInWhateverPiecesItComes(String text, String error) {
    byte[] bytes = text.getBytes(ISO_8859_1);

    assertThat(TokenRecorder.read(bytes).error()).isEqualTo(error);
    assertThat(TokenRecorder.readByBytes(bytes)).isEqualTo(TokenRecorder.read(bytes));
    for (int end = 0; end <= bytes.length; end++) {
      assertThat(TokenRecorder.read(bytes, end).error()).as("split at %d", end).isEqualTo(error);
    }
  }

  @Test
  void tellsOnlyTheFirstError() {
    assertThat(TokenRecorder.read("[1,,2,,3]").error())
        .isEqualTo("at byte 3: expected a value, found ','");
    assertThat(TokenRecorder.read("[1,,2]").tokens()).containsExactly("0:[", "1:number 1");
  }

  @Test
  void hasNoErrorUntilThereIsOne() {
    JsonTokenizer tokenizer = new JsonTokenizer(new TokenRecorder());
    tokenizer.feed(ByteBuffer.wrap("[1, tr".getBytes(US_ASCII)));
    assertThat(tokenizer.error()).isNull();
    tokenizer.feed(ByteBuffer.wrap("x".getBytes(US_ASCII)));
    assertThat(tokenizer.error()).isEqualTo("at byte 6: expected 'true', found 'x'");
    ByteBuffer more = ByteBuffer.wrap("more".getBytes(US_ASCII));
    tokenizer.feed(more);
    assertThat(more.hasRemaining()).isFalse();
  }

  @Test
  void takesOneHundredLevelsAndNoMore() {
    String hundred = "[".repeat(50) + "{\"a\":".repeat(50) + "1" + "}".repeat(50) + "]".repeat(50);
    assertThat(TokenRecorder.read(hundred).error()).isNull();

    assertThat(TokenRecorder.read("[".repeat(101) + "]".repeat(101)).error())
        .isEqualTo("at byte 100: nested deeper than 100 levels (max-json-depth)");
    assertThat(TokenRecorder.read("[".repeat(100) + "{").error())
        .isEqualTo("at byte 100: nested deeper than 100 levels (max-json-depth)");
  }

  @Test
  void wideIsNotDeep() {
    assertThat(TokenRecorder.read("[" + "[[]],".repeat(1000) + "{}]").error()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[%s]", "%s", "{\"a\":%s}"})
  void takesANumberOf1100BytesAndNoLonger(String around) {
    int start = around.indexOf('%');
    byte[] longest = around.formatted("1".repeat(1100)).getBytes(US_ASCII);
    byte[] tooLong = around.formatted("0." + "1".repeat(1099)).getBytes(US_ASCII);

    Reading refused = TokenRecorder.read(tooLong);
    assertThat(TokenRecorder.read(longest).error()).isNull();
    assertThat(TokenRecorder.readByBytes(longest).error()).isNull();
    assertThat(refused.error())
        .isEqualTo("at byte " + start + ": a number of more than 1100 bytes (max-number-chars)");
    assertThat(TokenRecorder.readByBytes(tooLong)).isEqualTo(refused);
  }

  @ParameterizedTest
  @ValueSource(ints = {1098, 1099, 1100, 1101, 5000})
  void aLongNumberWithoutItsLastDigitIsRefusedAlikeInWhateverPiecesItComes(int digits) {
    byte[] text = ("1".repeat(digits) + ".x").getBytes(US_ASCII);
    Reading whole = TokenRecorder.read(text);

    assertThat(whole.accepted()).isFalse();
    assertThat(TokenRecorder.readByBytes(text)).isEqualTo(whole);
    assertThat(TokenRecorder.read(text, digits)).isEqualTo(whole);
    assertThat(TokenRecorder.read(text, digits + 1)).isEqualTo(whole);
  }
}

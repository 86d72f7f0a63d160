package io.scoria.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberGrammarTest {
  /** RFC 8259, section 6. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private static int end(String text) {
    return NumberGrammar.end(text.getBytes(US_ASCII), 0, text.length());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "-0, 2",
    "12, 2",
    "1.5, 3",
    "1e5, 3",
    "1E-05, 5",
    "-1.50e+10, 9",
    "01, 1",
    "1x, 1",
    "0.0.0, 3",
    "1e5.5, 3",
    "1-1, 1",
  })
  void endsAfterTheLastByteOfTheNumber(String text, int end) {
    assertThat(end(text)).isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource({
    "-, 1", "-x, 1", "--1, 1", "1., 2", "1.e5, 2", "1e, 2", "1e+, 3", "1e+x, 3", "-.5, 1"
  })
  void tellsWhereADigitIsMissing(String text, int missing) {
    assertThat(end(text)).isEqualTo(~missing);
  }

  @Test
  void findsTheEndThatTheGrammarOfTheStandardFinds() {
    long seed = 20260103;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "1");
      for (int left = random.nextInt(9); left > 0; left--) {
        text.append("0019.eE+-x".charAt(random.nextInt(10)));
      }
      Matcher matcher = NUMBER.matcher(text);
      int longest = matcher.lookingAt() ? matcher.end() : 0;
      int found = end(text.toString());
      boolean right = found >= 0 ? found == longest : ~found > longest || longest == 0;
      if (!right) {
        throw new AssertionError("seed " + seed + ": " + text + " ends at " + found);
      }
    }
  }
}

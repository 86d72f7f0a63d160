package io.scoria.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {
  @Test
  void whatIsPrintableStaysAsItIs() {
    assertThat(LogText.of("GET /a?b={\"c\": 'd'} \u00e9\u4e2d"))
        .isEqualTo("GET /a?b={\"c\": 'd'} \u00e9\u4e2d");
    assertThat(LogText.of("")).isEmpty();
  }

  @Test
  void whatEndsALineOrMovesACursorIsSpelledOut() {
    assertThat(LogText.of("a\r\nb\tc\\n")).isEqualTo("a\\r\\nb\\tc\\\\n");
    assertThat(LogText.of("\u001b[31m\u0007\u0000\u007f"))
        .isEqualTo("\\u001b[31m\\u0007\\u0000\\u007f");
    assertThat(LogText.of("\u0085\u2028\u2029\u202e\u200b\ufeff\u009b\ud800"))
        .isEqualTo("\\u0085\\u2028\\u2029\\u202e\\u200b\\ufeff\\u009b\\ud800");
  }

  @Test
  void everyCharacterLeavesOneLine() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String safe = LogText.of("a" + (char) c + "b");
      assertThat(safe.lines()).as("U+%04X", c).hasSize(1);
      assertThat(safe.chars().noneMatch(Character::isISOControl)).as("U+%04X", c).isTrue();
    }
  }

  @Test
  void aLongTextIsCut() {
    assertThat(LogText.of("x".repeat(500))).hasSize(500);
    assertThat(LogText.of("x".repeat(501))).isEqualTo("x".repeat(500) + "...");
  }

  @Test
  void aFailureIsNamedByItsClassAndMessage() {
    assertThat(LogText.of(new IllegalStateException("a\nb")))
        .isEqualTo("java.lang.IllegalStateException: a\\nb");
  }
}

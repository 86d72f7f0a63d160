package io.scoria.config.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "5, 5000",
    "5s, 5000",
    " 7s , 7000",
    "300ms, 300",
    "2m, 120000",
    "1h, 3600000"
  })
  void aNumberAloneIsOfSeconds(String text, int ms) {
    assertThat(TimeText.millis(text)).hasValue(ms);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "-1s", "1.5s", "5 s", "1d", "0x5", "2147484s", "9999999999"})
  void otherTextsAreNone(String text) {
    assertThat(TimeText.millis(text)).isEmpty();
  }

  @Test
  void whatIsTooShortIsNotAccepted() {
    Kind<String> kind = TimeText.kind(1, "1ms");
    assertThat(kind.ofText().apply("0")).isEmpty();
    assertThat(kind.ofText().apply("1ms")).contains("1ms");
    assertThat(kind.accepted()).contains("5s").contains("seconds");
  }
}

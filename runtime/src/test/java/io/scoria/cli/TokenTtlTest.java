package io.scoria.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTtlTest {
  @Test
  void isWrittenAsPeopleDo() {
    assertThat(TokenTtl.seconds("90")).isEqualTo(90);
    assertThat(TokenTtl.seconds("60s")).isEqualTo(60);
    assertThat(TokenTtl.seconds("15m")).isEqualTo(900);
    assertThat(TokenTtl.seconds("1h")).isEqualTo(3600);
    assertThat(TokenTtl.seconds("1d")).isEqualTo(86_400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "h", "59", "0s", "-1h", "2d", "1w", "1 h", "1h30m", "9999999999"})
  void whatIsNoneOrTooShortOrLongIsRefused(String text) {
    assertThatThrownBy(() -> TokenTtl.seconds(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--ttl: found '" + text + "'; accepted: 60 s to 86400 s");
  }
}

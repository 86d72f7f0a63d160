package io.scoria.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpLimitsTest {
  @Test
  void everyDefaultIsThis() {
    assertThat(HttpLimits.defaults()).isEqualTo(new HttpLimits(104_857_600, 8192, 16_384));
  }

  @Test
  void everyComponentCanBeSet() {
    HttpLimits limits = new HttpLimits(1L << 40, 2, 3);

    assertThat(limits.maxBodyBytes()).isEqualTo(1L << 40);
    assertThat(limits.maxUriBytes()).isEqualTo(2);
    assertThat(limits.maxHeaderBytes()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void refusesALimitBelowOneAndNamesIt(int value) {
    assertRefused(() -> new HttpLimits(value, 1, 1), "max-body-bytes", value);
    assertRefused(() -> new HttpLimits(1, value, 1), "max-uri-bytes", value);
    assertRefused(() -> new HttpLimits(1, 1, value), "max-header-bytes", value);
  }

  private static void assertRefused(ThrowingCallable construction, String key, int value) {
    assertThatThrownBy(construction)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(key + " is " + value + "; give a number of 1 or more");
  }
}

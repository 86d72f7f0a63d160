package io.scoria.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecLimitsTest {
  @Test
  void everyDefaultIsThis() {
    assertThat(CodecLimits.defaults())
        .isEqualTo(new CodecLimits(104_857_600, 100, 1100, 16_777_216, 268_435_456, 1_073_741_824));
  }

  @Test
  void everyComponentCanBeSet() {
    CodecLimits limits = new CodecLimits(1, 2, 32, 4, 5, 6);

    assertThat(limits.maxDecompressedBytes()).isEqualTo(1);
    assertThat(limits.maxJsonDepth()).isEqualTo(2);
    assertThat(limits.maxNumberChars()).isEqualTo(32);
    assertThat(limits.maxStringBytes()).isEqualTo(4);
    assertThat(limits.maxTensorElements()).isEqualTo(5);
    assertThat(limits.maxTensorBytes()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void refusesALimitBelowOneAndNamesIt(int value) {
    assertRefused(() -> new CodecLimits(value, 1, 32, 1, 1, 1), "max-decompressed-bytes", value, 1);
    assertRefused(() -> new CodecLimits(1, value, 32, 1, 1, 1), "max-json-depth", value, 1);
    assertRefused(() -> new CodecLimits(1, 1, value, 1, 1, 1), "max-number-chars", value, 32);
    assertRefused(() -> new CodecLimits(1, 1, 32, value, 1, 1), "max-string-bytes", value, 1);
    assertRefused(() -> new CodecLimits(1, 1, 32, 1, value, 1), "max-tensor-elements", value, 1);
    assertRefused(() -> new CodecLimits(1, 1, 32, 1, 1, value), "max-tensor-bytes", value, 1);
  }

  private static void assertRefused(
      ThrowingCallable construction, String key, int value, int least) {
    assertThatThrownBy(construction)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(key + " is " + value + "; give a number of " + least + " or more");
  }
}

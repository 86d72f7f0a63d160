package io.scoria.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  @Test
  void printsNoKey() {
    assertThat(new Keys("hidden-one", "hidden-two"))
        .hasToString("Keys[primary=***, secondary=***]");
    assertThat(new Keys("hidden-one", null)).hasToString("Keys[primary=***, secondary=none]");
  }

  @Test
  void makesTwoDifferentKeysOf256BitsEachTime() {
    Keys keys = Keys.generate();
    String secondary = keys.secondary();
    assertThat(secondary).isNotNull();

    assertThat(Base64.getUrlDecoder().decode(keys.primary())).hasSize(32);
    assertThat(Base64.getUrlDecoder().decode(secondary)).hasSize(32);
    assertThat(keys.primary()).isNotEqualTo(secondary);
    assertThat(Keys.generate().primary()).isNotEqualTo(keys.primary());
  }

  @Test
  void whatItMakesCanBeUsed() {
    assertThat(Keys.isUsable(Keys.generate().primary())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "!", "~", "with:punctuation/=+", "0123456789"})
  void visibleAsciiCanBeUsed(String key) {
    assertThat(Keys.isUsable(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "two words", "tab\t", "line\n", "\u007f", "key\u0000", "schl\u00fcssel"})
  void nothingElseCan(String key) {
    assertThat(Keys.isUsable(key)).isFalse();
  }
}

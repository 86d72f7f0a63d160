package io.scoria.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row J3 of the security catalogue, weak secrets: refused before anything is served with them. */
class KeyStrengthTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Tr7uWm4ZqLx9KbVe",
        "0b999284-f686-4aad-9bf3-bffd57c099ad",
        "jRK5hXQ2mCw8VbN4tYp7ZsD3fGa9LxEu",
        "10b1346b75e107cc522ee6ad440d409e",
        "correct-horse-battery-staple"
      })
  void whatNobodyGuessesIsTaken(String key) {
    assertThat(KeyStrength.problem(key)).isEmpty();
  }

  @Test
  void whatIsMadeHereIsTaken() {
    for (int i = 0; i < 1000; i++) {
      assertThat(KeyStrength.problem(Keys.generateKey())).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``, empty",
        "two words of them all, not visible ASCII",
        "hunter2, it has 7 characters",
        "Tr7uWm4ZqLx9KbV, it has 15 characters",
        "aaaaaaaaaaaaaaaaaaaa, only 1 different characters",
        "1212343412123434121234, only 4 different characters",
        "abc123abc123abc123, repeats",
        "1234567890123456, made of words or rows",
        "12345678901234567890123456789012, made of words or rows",
        "abcdefghijklmnopqrstuvwxyz, made of words or rows",
        "0123456789abcdef0123456789abcdef, made of words or rows",
        "qwertyuiopasdfgh, made of words or rows",
        "your-256-bit-secret, made of words or rows",
        "supersecretpassword, made of words or rows",
        "my_super_secret_key_here, made of words or rows",
        "CHANGE_THIS_SECRET, made of words or rows",
        "changemechangeme!, made of words or rows",
        "secret-key-secret-key, made of words or rows",
        "this-is-a-secret-key, made of words or rows",
        "--------------------, only 1 different characters"
      })
  void whatIsTriedFirstIsRefusedWithTheReasonAndWithoutTheKey(String key, String reason) {
    String problem = KeyStrength.problem(key).orElseThrow();

    assertThat(problem).contains(reason);
    if (!key.isEmpty()) {
      assertThat(problem).doesNotContain(key);
    }
  }

  /** What is written into a key file must be read again. */
  @Test
  void aKeyThatIsTooLongIsRefused() {
    String longest =
        Keys.generateKey().repeat(12).substring(0, KeyStrength.MAX_CHARACTERS - 1) + "+";
    assertThat(KeyStrength.problem(longest)).isEmpty();
    assertThat(KeyStrength.problem(longest + "x").orElseThrow())
        .contains("513 characters", "at most 512");
  }
}

package io.scoria.auth;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells which texts are too weak to be a key: whoever reaches the port may try as many as they
 * like. Not a measure of entropy, which a text does not show; it catches what people type while
 * they try something out, and forget.
 */
public final class KeyStrength {
  /** The fewest characters of a key. */
  public static final int MIN_CHARACTERS = 16;

  static final int MAX_CHARACTERS = 512;

  private static final int MIN_DISTINCT = 6;

  /**
   * Long enough, and in every list of secrets to try first; parts that say nothing are left out.
   */
  private static final List<String> WORDS =
      List.of(
          "administrator",
          "azureml",
          "changeme",
          "default",
          "example",
          "placeholder",
          "password",
          "passw0rd",
          "scoria",
          "secret",
          "sample",
          "supersecret",
          "token",
          "insert",
          "replace",
          "change",
          "secure",
          "strong",
          "random",
          "string",
          "please",
          "admin",
          "super",
          "value",
          "your",
          "this",
          "test",
          "here",
          "with",
          "some",
          "auth",
          "user",
          "very",
          "pass",
          "long",
          "mine",
          "bits",
          "bit",
          "key",
          "jwt",
          "hmac",
          "sha",
          "the",
          "not",
          "put",
          "for",
          "and",
          "256",
          "512",
          "384",
          "128",
          "my",
          "is",
          "me",
          "to",
          "in",
          "be",
          "so");

  private static final List<String> RUNS =
      List.of(
          "abcdefghijklmnopqrstuvwxyz",
          "zyxwvutsrqponmlkjihgfedcba",
          "01234567890123456789",
          "98765432109876543210",
          "qwertyuiopasdfghjklzxcvbnm",
          "qwertyuiop[]asdfghjkl;'zxcvbnm,./",
          "!@#$%^&*()_+");

  private static final int MIN_LEFT = 6; // distinct enough characters that no word explains
  private static final int RUN = 4;

  private KeyStrength() {}

  /** What makes the text no key, with what is accepted; empty where it is one. Never the text. */
  public static Optional<String> problem(String key) {
    if (key.isEmpty()) {
      return Optional.of("is empty; " + accepted());
    }
    if (!Keys.isUsable(key)) {
      return Optional.of(
          "holds a space or a character that is not visible ASCII; set it to the key alone");
    }
    if (key.length() > MAX_CHARACTERS) {
      return Optional.of(
          "is too long: it has "
              + key.length()
              + " characters; a key has at most "
              + MAX_CHARACTERS);
    }
    if (key.length() < MIN_CHARACTERS) {
      return Optional.of("is too weak: it has " + key.length() + " characters; " + accepted());
    }
    long distinct = key.chars().distinct().count();
    if (distinct < MIN_DISTINCT) {
      return Optional.of(
          "is too weak: it has only " + distinct + " different characters; " + accepted());
    }
    if (isRepeated(key)) {
      return Optional.of("is too weak: it repeats a shorter text; " + accepted());
    }
    if (unexplained(key) < MIN_LEFT) {
      return Optional.of(
          "is too weak: it is made of words or rows that are tried first; " + accepted());
    }
    return Optional.empty();
  }

  private static String accepted() {
    return "a key has at least "
        + MIN_CHARACTERS
        + " random characters, such as: openssl rand -hex 32";
  }

  /** True where the text is one of fewer than eight characters, over and over. */
  private static boolean isRepeated(String key) {
    for (int period = 1; period < MIN_CHARACTERS / 2; period++) {
      if (key.regionMatches(0, key, period, key.length() - period)) {
        return true;
      }
    }
    return false;
  }

  /** How many different letters and digits are left, where words and rows of keys are taken out. */
  private static long unexplained(String key) {
    String rest = withoutRuns(key.toLowerCase(Locale.ROOT));
    for (String word : WORDS) {
      rest = rest.replace(word, " ");
    }
    return rest.chars().filter(Character::isLetterOrDigit).distinct().count();
  }

  private static String withoutRuns(String key) {
    StringBuilder rest = new StringBuilder();
    int pos = 0;
    while (pos < key.length()) {
      int run = runAt(key, pos);
      rest.append(run >= RUN ? " " : key.substring(pos, pos + 1));
      pos += run >= RUN ? run : 1;
    }
    return rest.toString();
  }

  /** The length of the longest row of neighbours that begins there. */
  private static int runAt(String key, int from) {
    int longest = 1;
    for (String run : RUNS) {
      int at = run.indexOf(key.charAt(from));
      int length = at < 0 ? 1 : common(key, from, run, at);
      longest = Math.max(longest, length);
    }
    return longest;
  }

  private static int common(String one, int from, String other, int at) {
    int length = 0;
    while (from + length < one.length()
        && at + length < other.length()
        && one.charAt(from + length) == other.charAt(at + length)) {
      length++;
    }
    return length;
  }
}

package io.scoria.auth;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a service: either lets a client in, so that one can be changed while clients use the
 * other. Printed as {@code ***}.
 *
 * @param secondary null where there is only one
 */
public record Keys(String primary, @Nullable String secondary) {
  private static final int KEY_BYTES = 32;

  /** Two new keys of 256 random bits each, in the alphabet of base64url. */
  public static Keys generate() {
    SecureRandom random = new SecureRandom();
    return new Keys(generateOne(random), generateOne(random));
  }

  /** One new key, as those of {@link #generate}. */
  public static String generateKey() {
    return generateOne(new SecureRandom());
  }

  /**
   * These with one of them replaced.
   *
   * @throws SameKeyException if the new one is the other one
   */
  public Keys with(KeyKind kind, String key) throws SameKeyException {
    KeyKind other = kind == KeyKind.PRIMARY ? KeyKind.SECONDARY : KeyKind.PRIMARY;
    if (key.equals(kind == KeyKind.PRIMARY ? secondary : primary)) {
      throw new SameKeyException(other);
    }
    return kind == KeyKind.PRIMARY ? new Keys(key, secondary) : new Keys(primary, key);
  }

  /** True where one of them is one of those. */
  public boolean sharesWith(Keys others) {
    return others.isOne(primary) || (secondary != null && others.isOne(secondary));
  }

  private boolean isOne(String key) {
    return key.equals(primary) || key.equals(secondary);
  }

  /** What makes one of them no key, which is named, with what is accepted; empty where none is. */
  public Optional<String> problem() {
    Optional<String> first = KeyStrength.problem(primary).map("the primary key "::concat);
    Optional<String> second =
        Optional.ofNullable(secondary)
            .flatMap(KeyStrength::problem)
            .map("the secondary key "::concat);
    return first.or(() -> second);
  }

  private static String generateOne(SecureRandom random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** True where the text can be sent in an {@code Authorization: Bearer} header as it is. */
  public static boolean isUsable(String key) {
    return !key.isEmpty() && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  @Override
  public String toString() {
    return "Keys[primary=***, secondary=" + (secondary == null ? "none" : "***") + "]";
  }
}

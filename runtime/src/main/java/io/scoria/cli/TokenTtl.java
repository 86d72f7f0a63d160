package io.scoria.cli;

import io.scoria.auth.token.issuer.TokenSigner;
import io.scoria.config.TokenConfig;

/** How long a token is to be good, as people write it: 90, 90s, 15m, 1h or 1d. */
final class TokenTtl {
  private static final int MAX_DIGITS = 9;

  private TokenTtl() {}

  /**
   * In seconds.
   *
   * @throws IllegalArgumentException if it is none that a token may have
   */
  static long seconds(String text) {
    int digits = 0;
    while (digits < text.length() && Character.digit(text.charAt(digits), 10) >= 0) {
      digits++;
    }
    long unit =
        switch (text.substring(digits)) {
          case "", "s" -> 1;
          case "m" -> 60;
          case "h" -> 3600;
          case "d" -> 24 * 3600;
          default -> 0;
        };
    long seconds =
        digits == 0 || digits > MAX_DIGITS ? 0 : unit * Long.parseLong(text.substring(0, digits));
    if (!TokenSigner.isTtl(seconds)) {
      throw new IllegalArgumentException(
          "--ttl: found '%s'; accepted: %d s to %d s, as in 900, 15m, 1h or 1d"
              .formatted(text, TokenConfig.Own.MIN_TTL_S, TokenConfig.Own.MAX_TTL_S));
    }
    return seconds;
  }
}

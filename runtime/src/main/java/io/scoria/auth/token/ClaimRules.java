package io.scoria.auth.token;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the claims of a token let its bearer score now. Clocks may differ by {@value #LEEWAY_MS}
 * ms: a token is good until that long after it expires, not a millisecond more, and from that long
 * before it begins.
 */
final class ClaimRules {
  static final long LEEWAY_MS = 60_000;

  private static final Refusal EXPIRED =
      new Refusal(Reason.TOKEN_EXPIRED, "The token has expired. Get a new one from its issuer.");
  private static final Refusal NOT_YET_VALID =
      new Refusal(
          Reason.TOKEN_NOT_YET_VALID,
          "The token is not valid yet: its 'nbf' or 'iat' is in the future.");
  private static final Refusal WRONG_AUDIENCE =
      new Refusal(
          Reason.WRONG_AUDIENCE,
          "The token was issued for another service: its 'aud' does not name this one.");
  private static final Refusal INSUFFICIENT_SCOPE =
      new Refusal(
          Reason.INSUFFICIENT_SCOPE,
          "The token is good, but has none of the scopes and roles that may score here.");

  private ClaimRules() {}

  /** Null where it does. */
  static @Nullable Refusal refuse(TokenClaims claims, TrustedIssuer issuer, TokenClock clock) {
    if (clock.latestMs() >= untilMs(claims)) {
      return EXPIRED;
    }
    if (clock.nowMs() < fromMs(claims)) {
      return NOT_YET_VALID;
    }
    Optional<Duration> most = issuer.maxLifetime();
    if (most.isPresent() && outlasts(most.get(), claims, clock)) {
      return tooLong(most.get());
    }
    if (!haveOne(claims.audiences(), issuer.audiences())) {
      return WRONG_AUDIENCE;
    }
    return mayScore(claims, issuer) ? null : INSUFFICIENT_SCOPE;
  }

  private static boolean outlasts(Duration most, TokenClaims claims, TokenClock clock) {
    return claims.expiryMs() - clock.latestMs() > most.toMillis() + LEEWAY_MS;
  }

  private static Refusal tooLong(Duration most) {
    return new Refusal(
        Reason.INVALID_TOKEN,
        "The claim 'exp' of the token is too far ahead: its issuer makes none that is good for"
            + " more than "
            + most.toSeconds()
            + " seconds.");
  }

  /** From when the token is good, leeway included. */
  static long fromMs(TokenClaims claims) {
    return claims.notBeforeMs() - LEEWAY_MS;
  }

  /** At what time the token is good no more, leeway included. */
  static long untilMs(TokenClaims claims) {
    return claims.expiryMs() + LEEWAY_MS;
  }

  private static boolean mayScore(TokenClaims claims, TrustedIssuer issuer) {
    boolean needsNothing = issuer.scopes().isEmpty() && issuer.roles().isEmpty();
    return needsNothing
        || haveOne(claims.scopes(), issuer.scopes())
        || haveOne(claims.roles(), issuer.roles());
  }

  private static boolean haveOne(Set<String> held, Set<String> wanted) {
    return !Collections.disjoint(held, wanted);
  }
}

package io.scoria.auth.token;

import io.scoria.auth.Authentication;
import io.scoria.auth.BearerCredential;
import io.scoria.call.Principal;

/**
 * A token that was found to be good: who it lets in, and for how long that may be said again
 * without another look at its signature.
 *
 * @param digest0 the first of the four longs of its SHA-256; the token itself is not kept
 * @param fromMs the time since 1970 from which it is good, leeway included
 * @param untilMs the time at which it is good no more, leeway included
 * @param keyId as the token names it
 * @param key that its signature was checked with: this object and no other
 */
record VerifiedToken(
    long digest0,
    long digest1,
    long digest2,
    long digest3,
    Authentication accepted,
    long fromMs,
    long untilMs,
    TrustedIssuer issuer,
    String keyId,
    VerificationKey key) {

  /** Of the credential whose digest was made. */
  static VerifiedToken of(
      BearerCredential credential,
      TokenClaims claims,
      TrustedIssuer issuer,
      String keyId,
      VerificationKey key) {
    return new VerifiedToken(
        credential.digest(0),
        credential.digest(1),
        credential.digest(2),
        credential.digest(3),
        new Authentication.Accepted(new Principal(claims.principal())),
        ClaimRules.fromMs(claims),
        ClaimRules.untilMs(claims),
        issuer,
        keyId,
        key);
  }

  boolean isOf(long first, long second, long third, long fourth) {
    return ((digest0 ^ first) | (digest1 ^ second) | (digest2 ^ third) | (digest3 ^ fourth)) == 0;
  }

  boolean isSameAs(VerifiedToken other) {
    return isOf(other.digest0, other.digest1, other.digest2, other.digest3);
  }

  /** True while it has not expired and its issuer still has the key that it was signed with. */
  @SuppressWarnings("ReferenceEquality") // another object may be another key
  boolean isGood(TokenClock clock) {
    return clock.latestMs() < untilMs
        && clock.nowMs() >= fromMs
        && issuer.key(keyId) instanceof TrustedIssuer.Lookup.Found(VerificationKey found)
        && found == key;
  }
}

package io.scoria.auth.token;

import io.scoria.auth.BearerCredential;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were verified, by their digests: at most {@value #SETS} times {@value #WAYS}. A
 * digest has four places; where they are taken, an expired token makes room, or else one at random.
 * Only a verified token comes in, so whoever has none displaces nothing. Thread-safe, without
 * locks: what two threads write to one place at once, one of them loses, and verifies again.
 */
final class VerifiedTokens {
  private static final int SETS = 4096;
  private static final int WAYS = 4;

  private final AtomicReferenceArray<@Nullable VerifiedToken> places =
      new AtomicReferenceArray<>(SETS * WAYS);

  /** The token of this digest, good or not; null where there is none. */
  @Nullable VerifiedToken find(BearerCredential credential) {
    long first = credential.digest(0);
    long second = credential.digest(1);
    long third = credential.digest(2);
    long fourth = credential.digest(3);
    int firstPlace = firstPlace(first);
    for (int place = firstPlace; place < firstPlace + WAYS; place++) {
      VerifiedToken token = places.get(place);
      if (token != null && token.isOf(first, second, third, fourth)) {
        return token;
      }
    }
    return null;
  }

  /** Remembers a token, in the place of the same one where that is known. */
  void add(VerifiedToken token, long nowMs) {
    places.set(choose(token, nowMs), token);
  }

  private int choose(VerifiedToken token, long nowMs) {
    int first = firstPlace(token.digest0());
    int free = first + ((int) token.digest3() & (WAYS - 1)); // at random, if none is
    for (int place = first; place < first + WAYS; place++) {
      VerifiedToken there = places.get(place);
      if (there == null || there.untilMs() <= nowMs) {
        free = place;
      } else if (there.isSameAs(token)) {
        return place;
      }
    }
    return free;
  }

  private static int firstPlace(long digest0) {
    return ((int) digest0 & (SETS - 1)) * WAYS;
  }
}

package io.scoria.auth.token;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Whose tokens are accepted, and what they must say. Thread-safe; never blocks. */
public interface TrustedIssuer {
  /** What the claim {@code iss} must be, character for character. */
  String issuer();

  /** The claim {@code aud} must name one of these. */
  Set<String> audiences();

  /** The claim {@code scp} or {@code scope} must hold one of these, where there are any. */
  Set<String> scopes();

  /** The claim {@code roles} must hold one of these, where there are any and no scope is held. */
  Set<String> roles();

  /**
   * How long after now the tokens may expire, leeway beside: no token of the issuer is good for
   * longer. Empty where that is not known.
   */
  default Optional<Duration> maxLifetime() {
    return Optional.empty();
  }

  /** The key of this id, by what is known now. */
  Lookup key(String id);

  /** What came of looking for a key. */
  sealed interface Lookup {
    record Found(VerificationKey key) implements Lookup {}

    /** The issuer has no such key. */
    record Unknown() implements Lookup {}

    /** The issuer is being asked: look again when that has ended, well or not. */
    record Asked(CompletionStage<?> ended) implements Lookup {}

    /** The issuer was never reached, or too long ago. */
    record Unavailable() implements Lookup {}
  }
}

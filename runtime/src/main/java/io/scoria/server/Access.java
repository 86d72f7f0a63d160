package io.scoria.server;

import io.scoria.auth.Authenticator;
import io.scoria.auth.LiveKeys;
import io.scoria.auth.token.issuer.OwnIssuer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who may do what. The parts are owned by whoever made them, and outlive the server.
 *
 * @param scoring decides who may score
 * @param keys that scoring asks for, for those who may change them; empty where it asks for none
 * @param tokens signs some that scoring takes; empty where it takes none that this server signs
 * @param management decides who may use the management listener beyond liveness and readiness;
 *     empty for everybody who reaches it
 * @param problem why nobody can be let in to score, for people; empty where somebody can
 */
public record Access(
    Authenticator scoring,
    Optional<LiveKeys> keys,
    Optional<OwnIssuer> tokens,
    Optional<Authenticator> management,
    Supplier<Optional<String>> problem) {
  /** Without tokens that this server signs. */
  public Access(
      Authenticator scoring, Optional<LiveKeys> keys, Optional<Authenticator> management) {
    this(scoring, keys, Optional.empty(), management, Optional::empty);
  }

  /** Whom that lets in may score, and whoever reaches the management listener may use it. */
  public static Access of(Authenticator scoring) {
    return new Access(scoring, Optional.empty(), Optional.empty());
  }
}

package io.scoria.auth.token;

import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Checks signatures by jjwt, with a parser for each key that knows the one algorithm of that key:
 * no other signature, no encryption and no compression exists for it, whatever a header says. It is
 * given only what {@link CompactToken} and {@link HeaderRules} let pass. Thread-safe.
 */
final class SignatureCheck {
  /** Issuers have a few keys; more than this means that they have been changed many times. */
  private static final int MAX_PARSERS = 64;

  /** Ten thousand years: {@link ClaimRules} alone decides about times. */
  private static final long ANY_TIME_SECONDS = 10_000L * 366 * 24 * 60 * 60;

  private final ConcurrentMap<VerificationKey, Optional<JwtParser>> parsers =
      new ConcurrentHashMap<>();

  /** True where the key made the signature, by the algorithm that both the key and token name. */
  boolean accepts(CompactToken token, VerificationKey key) {
    if (!token.headerText("alg").equals(key.algorithm())) {
      return false;
    }
    return parser(key).filter(parser -> verifies(parser, token)).isPresent();
  }

  private static boolean verifies(JwtParser parser, CompactToken token) {
    try {
      return parser.parse(token.text()) instanceof Jws<?>;
    } catch (JwtException | IllegalArgumentException e) {
      return false; // of what kind the fault is says nothing that a client should be told
    }
  }

  /** The parser of a key; empty where the key is too weak to be believed. */
  private Optional<JwtParser> parser(VerificationKey key) {
    Optional<JwtParser> known = parsers.get(key);
    if (known != null) {
      return known;
    }
    Optional<JwtParser> made =
        KeyStrength.weakness(key).isPresent() ? Optional.empty() : Optional.of(make(key));
    if (parsers.size() >= MAX_PARSERS) {
      parsers.clear();
    }
    parsers.put(key, made);
    return made;
  }

  private static JwtParser make(VerificationKey key) {
    return Jwts.parser()
        .sig()
        .clear()
        .add(Jwts.SIG.get().forKey(key.algorithm()))
        .and()
        .enc()
        .clear()
        .and()
        .key()
        .clear()
        .and()
        .zip()
        .clear()
        .and()
        .json(new TokenJson())
        .clockSkewSeconds(ANY_TIME_SECONDS)
        .verifyWith(key.key())
        .build();
  }
}

package io.scoria.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whose tokens let a client in: at least one of the two.
 *
 * @param own this server, which signs tokens; empty where it signs none
 * @param outside another issuer, whose keys are fetched; empty for none
 */
public record TokenConfig(Optional<Own> own, Optional<Outside> outside) {
  public TokenConfig {
    if (own.isEmpty() && outside.isEmpty()) {
      throw new IllegalArgumentException("no issuer whose tokens would be accepted");
    }
  }

  /** The algorithms of signatures that keys are made for, by their names of RFC 7518 and 8037. */
  public enum Algorithm {
    RS256("RS256"),
    ES256("ES256"),
    EDDSA("EdDSA");

    private final String text;

    Algorithm(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /**
   * This server as an issuer.
   *
   * @param signingKey PEM: the key that signs, and then those that only verify
   * @param made true where the file is made if it is missing
   * @param algorithm of the key; empty for that of the key in the file, and ES256 for one that is
   *     made
   * @param audience of the tokens: the name of the service
   * @param ttlS how long a token is good, in seconds, where nothing else is asked for
   */
  public record Own(
      Path signingKey, boolean made, Optional<Algorithm> algorithm, String audience, int ttlS) {
    /** What the claim {@code iss} of its tokens is. */
    public static final String ISSUER = "scoria";

    public static final int DEFAULT_TTL_S = 3600;
    public static final int MIN_TTL_S = 60;

    /** A day; a token that is good for longer is not one of this server's. */
    public static final int MAX_TTL_S = 24 * 3600;
  }

  /**
   * Another issuer, by OpenID Connect Discovery 1.0 or the address of its keys.
   *
   * @param issuer as it names itself; empty where the address of its keys is given
   * @param keys the address of its keys (RFC 7517, section 5); empty where it is discovered
   * @param issuers what the claim {@code iss} may be; at least one
   * @param audiences what the claim {@code aud} must name one of; at least one
   * @param scopes what the claim scp or scope must hold one of; empty for anything
   * @param roles what the claim {@code roles} must hold one of; empty for anything
   */
  public record Outside(
      Optional<URI> issuer,
      Optional<URI> keys,
      List<String> issuers,
      List<String> audiences,
      List<String> scopes,
      List<String> roles) {
    public Outside {
      if (issuer.isEmpty() && keys.isEmpty()) {
        throw new IllegalArgumentException("neither an issuer nor the address of its keys");
      }
      issuers = List.copyOf(issuers);
      audiences = List.copyOf(audiences);
      scopes = List.copyOf(scopes);
      roles = List.copyOf(roles);
    }
  }
}

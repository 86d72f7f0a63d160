package io.scoria.auth.token.issuer;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.io.AbstractSerializer;
import io.jsonwebtoken.security.SignatureAlgorithm;
import io.scoria.codec.JsonObject;
import io.scoria.config.TokenConfig;
import io.scoria.config.TokenConfig.Algorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** Signs tokens for one audience with one key. Immutable. */
public final class TokenSigner {
  /** Of a token's life, after which its client gets another while it is still good. */
  private static final int REFRESH_PERCENT = 80;

  private static final int MAX_SUBJECT_CHARS = 200;

  private final SigningKey key;
  private final String audience;

  TokenSigner(SigningKey key, String audience) {
    this.key = key;
    this.audience = audience;
  }

  /**
   * With the first key in a file that is there.
   *
   * @throws IOException with a message that says what is wrong with it
   */
  public static TokenSigner of(Path file, String audience) throws IOException {
    SigningKeyFile signing = new SigningKeyFile(file);
    return new TokenSigner(signing.keys(signing.textOrCreate()).getFirst(), audience);
  }

  /** True where a token may be good for so long. */
  public static boolean isTtl(long ttlS) {
    return ttlS >= TokenConfig.Own.MIN_TTL_S && ttlS <= TokenConfig.Own.MAX_TTL_S;
  }

  /** True where a token may be somebody's of this name, which logs show. */
  public static boolean isSubject(String subject) {
    return !subject.isEmpty()
        && subject.length() <= MAX_SUBJECT_CHARS
        && subject.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
  }

  /**
   * A new token.
   *
   * @param subject whose it is
   * @param ttlS how long it is good, in seconds
   * @throws IllegalArgumentException if either may not be
   */
  public IssuedToken sign(String subject, long ttlS, Instant now) {
    if (!isTtl(ttlS) || !isSubject(subject)) {
      throw new IllegalArgumentException("a token for " + ttlS + " s");
    }
    long from = now.getEpochSecond();
    long to = from + ttlS;
    String token =
        Jwts.builder()
            .json(new Json())
            .header()
            .type("JWT")
            .keyId(key.key().id())
            .and()
            .issuer(TokenConfig.Own.ISSUER)
            .subject(subject)
            .audience()
            .add(audience)
            .and()
            .issuedAt(date(from))
            .notBefore(date(from))
            .expiration(date(to))
            .id(UUID.randomUUID().toString())
            .signWith(key.secret(), algorithm(key.algorithm()))
            .compact();
    return new IssuedToken(token, from + ttlS * REFRESH_PERCENT / 100, to);
  }

  @SuppressWarnings("JavaUtilDate") // jjwt takes no other
  private static Date date(long epochSeconds) {
    return Date.from(Instant.ofEpochSecond(epochSeconds));
  }

  private static SignatureAlgorithm algorithm(Algorithm algorithm) {
    return switch (algorithm) {
      case RS256 -> Jwts.SIG.RS256;
      case ES256 -> Jwts.SIG.ES256;
      case EDDSA -> Jwts.SIG.EdDSA;
    };
  }

  /** Writes a header or claims, which are of texts and whole numbers alone. */
  private static final class Json extends AbstractSerializer<Map<String, ?>> {
    @Override
    protected void doSerialize(Map<String, ?> members, OutputStream out) throws IOException {
      ByteBuffer json =
          JsonObject.write(object ->
              members.forEach((name, value) -> {
                if (value instanceof Number number) {
                  object.put(name, number.longValue());
                } else {
                  // An audience of one may be written so (RFC 7519, section 4.1.3).
                  Object text = value instanceof Collection<?> one ? one.iterator().next() : value;
                  object.put(name, String.valueOf(text));
                }
              }));
      byte[] bytes = new byte[json.remaining()];
      json.get(bytes);
      out.write(bytes);
    }
  }
}

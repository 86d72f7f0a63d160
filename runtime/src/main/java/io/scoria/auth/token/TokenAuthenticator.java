package io.scoria.auth.token;

import io.scoria.auth.Authentication;
import io.scoria.auth.Authenticator;
import io.scoria.auth.BearerCredential;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Accepts {@code Authorization: Bearer TOKEN} with a signed token (JWT) of a trusted issuer. A
 * token that was verified is remembered by its digest, until it expires or its issuer has its key
 * no more. Thread-safe; never blocks, and reads nothing but the token and what the issuers know.
 */
public final class TokenAuthenticator implements Authenticator {
  private static final Authentication MISSING =
      denied(
          Reason.MISSING_CREDENTIALS,
          "This service needs a token: send the header 'Authorization: Bearer TOKEN'.");
  private static final Authentication NOT_BEARER =
      denied(
          Reason.MISSING_CREDENTIALS,
          "The Authorization header must be of the form 'Bearer TOKEN', sent once, and the token of"
              + " at most 16 KiB.");
  private static final Authentication NO_TOKEN =
      denied(
          Reason.INVALID_TOKEN,
          "What was sent is not a signed token, which is three parts of base64url without padding,"
              + " with dots between them. This service takes tokens and not keys.");

  private static final ThreadLocal<BearerCredential> CREDENTIAL =
      ThreadLocal.withInitial(BearerCredential::new);

  private final VerifiedTokens verified = new VerifiedTokens();
  private final TokenClock clock;
  private final TokenCheck check;

  /**
   * @param issuers whose names all differ
   */
  public TokenAuthenticator(List<TrustedIssuer> issuers, InstantSource clock) {
    this(issuers, clock, System::nanoTime);
  }

  TokenAuthenticator(List<TrustedIssuer> issuers, InstantSource wall, LongSupplier nanoTime) {
    clock = new TokenClock(wall, nanoTime);
    check = new TokenCheck(issuers, clock);
  }

  @Override
  public Authentication authenticate(RequestHead head) {
    Authentication byToken = authenticateToken(head);
    return byToken == null ? NO_TOKEN : byToken;
  }

  /** The same, but null where a credential was sent that has not the form of a token. */
  @Nullable Authentication authenticateToken(RequestHead head) {
    BearerCredential credential = CREDENTIAL.get();
    try {
      return switch (credential.read(head)) {
        case ABSENT -> MISSING;
        case NOT_BEARER -> NOT_BEARER;
        case READ -> authenticate(credential);
      };
    } finally {
      credential.clear();
    }
  }

  private @Nullable Authentication authenticate(BearerCredential credential) {
    credential.makeDigest();
    VerifiedToken known = verified.find(credential);
    if (known != null && known.isGood(clock)) {
      return known.accepted();
    }
    return switch (check.check(credential)) {
      case TokenCheck.Outcome.Good(VerifiedToken token) -> {
        verified.add(token, clock.latestMs());
        yield token.accepted();
      }
      case TokenCheck.Outcome.Bad(Authentication authentication) -> authentication;
      case TokenCheck.Outcome.NoToken() -> null;
    };
  }

  private static Authentication denied(Reason reason, String message) {
    return new Authentication.Denied(new Refusal(reason, message));
  }
}

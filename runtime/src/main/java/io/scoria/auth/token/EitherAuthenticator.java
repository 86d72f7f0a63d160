package io.scoria.auth.token;

import io.scoria.auth.Authentication;
import io.scoria.auth.Authenticator;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;

/**
 * Accepts a key or a token. What has the form of a token is one, and all else is compared with the
 * keys. Thread-safe.
 */
public final class EitherAuthenticator implements Authenticator {
  private static final Authentication MISSING =
      denied(
          Reason.MISSING_CREDENTIALS,
          "This service needs a key or a token, of at most 16 KiB: send the header 'Authorization:"
              + " Bearer KEY' or 'Authorization: Bearer TOKEN' once.");
  private static final Authentication NEITHER =
      denied(
          Reason.INVALID_KEY,
          "What was sent is neither one of this service's keys nor a signed token, which is three"
              + " parts of base64url without padding, with dots between them.");

  private final Authenticator keys;
  private final TokenAuthenticator tokens;

  public EitherAuthenticator(Authenticator keys, TokenAuthenticator tokens) {
    this.keys = keys;
    this.tokens = tokens;
  }

  @Override
  public Authentication authenticate(RequestHead head) {
    Authentication byToken = tokens.authenticateToken(head);
    Authentication answer = byToken == null ? keys.authenticate(head) : byToken;
    return answer instanceof Authentication.Denied(Refusal refusal)
        ? inTermsOfBoth(refusal.reason(), answer)
        : answer;
  }

  private static Authentication inTermsOfBoth(Reason reason, Authentication answer) {
    return switch (reason) {
      case MISSING_CREDENTIALS -> MISSING;
      case INVALID_KEY -> NEITHER;
      default -> answer;
    };
  }

  private static Authentication denied(Reason reason, String message) {
    return new Authentication.Denied(new Refusal(reason, message));
  }
}

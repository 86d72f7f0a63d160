package io.scoria.auth.token;

import io.scoria.auth.Authentication;
import io.scoria.auth.BearerCredential;
import io.scoria.auth.token.TrustedIssuer.Lookup;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Whether a token is good: its form, whose it says it is, the signature by a key of that issuer,
 * and only then what it claims. Keys come from the issuer alone; the token's header can but name
 * one. Thread-safe.
 */
final class TokenCheck {
  private static final Outcome UNKNOWN_KEY =
      bad(
          Reason.INVALID_TOKEN,
          "The token is signed with a key that its issuer is not known to have.");
  private static final Outcome NO_KEY_ID =
      bad(
          Reason.INVALID_TOKEN,
          "The token has no 'kid', by which the key is found that signed it.");
  private static final Refusal BAD_SIGNATURE =
      new Refusal(
          Reason.INVALID_TOKEN,
          "The signature of the token is not one by its issuer's key, of that key's algorithm.");
  private static final Outcome WRONG_ISSUER =
      bad(Reason.WRONG_ISSUER, "The token is of an issuer that this service does not trust.");
  private static final Outcome KEYS_UNAVAILABLE =
      bad(
          Reason.TOKEN_KEYS_UNAVAILABLE,
          "The keys of the token's issuer could not be had, so it cannot be checked. Try again"
              + " later.");

  private final Map<String, TrustedIssuer> issuers = new HashMap<>();
  private final SignatureCheck signatures = new SignatureCheck();
  private final TokenClock clock;

  TokenCheck(List<TrustedIssuer> trusted, TokenClock clock) {
    this.clock = clock;
    for (TrustedIssuer issuer : trusted) {
      if (issuers.put(issuer.issuer(), issuer) != null) {
        throw new IllegalArgumentException("two trusted issuers are named " + issuer.issuer());
      }
    }
  }

  /** What came of it. */
  sealed interface Outcome {
    record Good(VerifiedToken token) implements Outcome {}

    record Bad(Authentication authentication) implements Outcome {}

    /** It has not even the form of a token. */
    record NoToken() implements Outcome {}
  }

  /** Checks a credential whose digest was made. */
  Outcome check(BearerCredential credential) {
    CompactToken token = CompactToken.parse(credential.bytes());
    if (token == null) {
      return new Outcome.NoToken();
    }
    Refusal header = HeaderRules.refuse(token);
    if (header != null) {
      return bad(header);
    }
    return switch (TokenClaims.read(token.payload())) {
      case TokenClaims.Reading.Not(Refusal refusal) -> bad(refusal);
      case TokenClaims.Reading.Read(TokenClaims claims) -> check(credential, token, claims);
    };
  }

  private Outcome check(BearerCredential credential, CompactToken token, TokenClaims claims) {
    TrustedIssuer issuer = issuers.get(claims.issuer());
    if (issuer == null) {
      return WRONG_ISSUER;
    }
    String keyId = token.headerText("kid"); // empty where it names none
    return switch (issuer.key(keyId)) {
      case Lookup.Unknown() -> token.header().has("kid") ? UNKNOWN_KEY : NO_KEY_ID;
      case Lookup.Unavailable() -> KEYS_UNAVAILABLE;
      case Lookup.Asked(CompletionStage<?> ended) ->
          new Outcome.Bad(new Authentication.Later(ended));
      case Lookup.Found(VerificationKey key) -> {
        Refusal refusal = check(token, claims, issuer, key);
        yield refusal == null
            ? new Outcome.Good(VerifiedToken.of(credential, claims, issuer, keyId, key))
            : bad(refusal);
      }
    };
  }

  /** Null where the token is good. */
  private @Nullable Refusal check(
      CompactToken token, TokenClaims claims, TrustedIssuer issuer, VerificationKey key) {
    return signatures.accepts(token, key)
        ? ClaimRules.refuse(claims, issuer, clock)
        : BAD_SIGNATURE;
  }

  private static Outcome bad(Refusal refusal) {
    return new Outcome.Bad(new Authentication.Denied(refusal));
  }

  private static Outcome bad(Reason reason, String message) {
    return bad(new Refusal(reason, message));
  }
}

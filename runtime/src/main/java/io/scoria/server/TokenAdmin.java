package io.scoria.server;

import io.scoria.auth.token.issuer.IssuedToken;
import io.scoria.auth.token.issuer.OwnIssuer;
import io.scoria.auth.token.issuer.TokenSigner;
import io.scoria.call.Header;
import io.scoria.call.Reason;
import io.scoria.call.Reply;
import io.scoria.call.Timing;
import io.scoria.config.TokenConfig;
import java.util.List;
import java.util.OptionalLong;

/**
 * Signs tokens for those who run the server, in the words of the service whose contract this is.
 */
record TokenAdmin(OwnIssuer issuer) {
  private static final String TTL = "ttlSeconds";
  private static final String SUBJECT = "subject";
  private static final String ANYBODY = "client";

  private static final List<Header> NOT_STORED = List.of(new Header("cache-control", "no-store"));

  /** A new token, for as long and for whom the body says. */
  Reply issue(AdminBody body) throws RefusedException {
    body.requireOnly(List.of(TTL, SUBJECT));
    OptionalLong ttlS = body.whole(TTL);
    if (ttlS.isPresent() && !TokenSigner.isTtl(ttlS.getAsLong())) {
      throw new RefusedException(
          Reason.INVALID_REQUEST,
          "\"ttlSeconds\" must be a whole number from %d to %d."
              .formatted(TokenConfig.Own.MIN_TTL_S, TokenConfig.Own.MAX_TTL_S));
    }
    String subject = body.text(SUBJECT).orElse(ANYBODY);
    if (!TokenSigner.isSubject(subject)) {
      throw new RefusedException(
          Reason.INVALID_REQUEST,
          "\"subject\" must be 1 to 200 visible ASCII characters, without quotes and backslashes.");
    }
    IssuedToken token =
        ttlS.isPresent() ? issuer.sign(subject, ttlS.getAsLong()) : issuer.sign(subject);
    return new Reply(200, Reply.JSON, token.json(), null, NOT_STORED, Timing.NOT_RUN, null);
  }
}

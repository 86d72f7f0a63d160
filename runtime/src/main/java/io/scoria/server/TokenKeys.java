package io.scoria.server;

import io.scoria.auth.token.issuer.OwnIssuer;
import io.scoria.call.Header;
import io.scoria.call.Reply;
import io.scoria.call.Service;
import io.scoria.call.Timing;
import java.util.List;

/** Shows the public keys of the tokens that this server signs, to whoever asks. */
final class TokenKeys {
  /** Where others look for it (RFC 8615). */
  static final String PATH = "/.well-known/jwks.json";

  /** A key that is new is seen by others within five minutes. */
  private static final List<Header> CACHED =
      List.of(new Header("cache-control", "public, max-age=300"));

  private TokenKeys() {}

  static Service of(OwnIssuer issuer) {
    return new ReplyService(
        () -> new Reply(200, Reply.JSON, issuer.document(), null, CACHED, Timing.NOT_RUN, null));
  }
}

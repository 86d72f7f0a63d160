package io.scoria.auth.token;

import io.scoria.auth.Authentication;
import io.scoria.auth.Authenticator;
import io.scoria.call.RequestHead;

/** Accepts what either a key or a token lets in. */
public final class EitherAuthenticator implements Authenticator {
  private final Authenticator keys;
  private final TokenAuthenticator tokens;

  public EitherAuthenticator(Authenticator keys, TokenAuthenticator tokens) {
    this.keys = keys;
    this.tokens = tokens;
  }

  @Override
  public Authentication authenticate(RequestHead head) {
    return keys.authenticate(head) instanceof Authentication.Accepted accepted
        ? accepted
        : tokens.authenticate(head);
  }
}

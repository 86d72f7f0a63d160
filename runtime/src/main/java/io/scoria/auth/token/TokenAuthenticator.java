package io.scoria.auth.token;

import io.scoria.auth.Authentication;
import io.scoria.auth.Authenticator;
import io.scoria.call.RequestHead;
import java.time.InstantSource;
import java.util.List;

/** Accepts {@code Authorization: Bearer TOKEN} with a token of one of the trusted issuers. */
public final class TokenAuthenticator implements Authenticator {
  private final List<TrustedIssuer> issuers;
  private final InstantSource clock;

  public TokenAuthenticator(List<TrustedIssuer> issuers, InstantSource clock) {
    this.issuers = List.copyOf(issuers);
    this.clock = clock;
  }

  @Override
  public Authentication authenticate(RequestHead head) {
    throw new UnsupportedOperationException(issuers + " at " + clock);
  }
}

package io.scoria.auth.token;

import io.scoria.auth.Authentication;
import io.scoria.call.Principal;
import io.scoria.call.Refusal;

/** What a test expects to have come of a request's credentials. */
final class Authentications {
  private Authentications() {}

  static String principal(Authentication authentication) {
    return switch (authentication) {
      case Authentication.Accepted(Principal principal) -> principal.name();
      case Authentication.Later later -> throw new AssertionError(later);
      case Authentication.Denied denied -> throw new AssertionError(denied);
    };
  }

  static Refusal refusal(Authentication authentication) {
    return switch (authentication) {
      case Authentication.Accepted accepted -> throw new AssertionError(accepted);
      case Authentication.Later later -> throw new AssertionError(later);
      case Authentication.Denied(Refusal refusal) -> refusal;
    };
  }
}

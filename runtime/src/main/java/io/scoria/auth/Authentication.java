package io.scoria.auth;

import io.scoria.call.Principal;
import io.scoria.call.Refusal;

/** What came of a request's credentials. */
public sealed interface Authentication {
  record Accepted(Principal principal) implements Authentication {}

  record Denied(Refusal refusal) implements Authentication {}
}

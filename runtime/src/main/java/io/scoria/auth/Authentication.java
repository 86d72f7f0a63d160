package io.scoria.auth;

import io.scoria.call.Principal;
import io.scoria.call.Refusal;
import java.util.concurrent.CompletionStage;

/** What came of a request's credentials. */
public sealed interface Authentication {
  record Accepted(Principal principal) implements Authentication {}

  record Denied(Refusal refusal) implements Authentication {}

  /** Not known yet: ask again with the same head when that has ended, well or not. */
  record Later(CompletionStage<?> ended) implements Authentication {}
}

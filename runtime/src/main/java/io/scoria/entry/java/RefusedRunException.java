package io.scoria.entry.java;

import io.scoria.api.ModelException;
import io.scoria.call.Refusal;

/** The server did not run a model for a script. */
final class RefusedRunException extends ModelException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  RefusedRunException(Refusal refusal) {
    super(refusal.message());
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}

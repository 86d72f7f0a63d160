package io.scoria.entry.java;

import io.scoria.api.BadRequestException;
import io.scoria.call.Refusal;

/** The body of a request is not what the model takes. */
final class RefusedBodyException extends BadRequestException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  RefusedBodyException(Refusal refusal) {
    super(refusal.message());
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}

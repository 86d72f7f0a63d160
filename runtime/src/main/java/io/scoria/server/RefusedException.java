package io.scoria.server;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;

/** What an administrator sent cannot be taken. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  RefusedException(Reason reason, String message) {
    super(message, null, false, false); // a value that is thrown: no trace of it is of use
    refusal = new Refusal(reason, message);
  }

  Refusal refusal() {
    return refusal;
  }
}

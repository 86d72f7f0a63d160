package io.scoria.transport;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;

/** What a client is told whose request does not come in its time. */
final class LateRequest {
  private static final Refusal HEAD =
      refusal("The head of the request did not come whole in its time.");
  private static final Refusal BODY_RATE = refusal("The body came slower than this server waits.");
  private static final Refusal BODY =
      refusal("The body did not come whole before the call's deadline.");

  private LateRequest() {}

  static Refusal refusal(ReadTimeouts.Late late) {
    return switch (late) {
      case HEAD, REQUEST -> HEAD;
      case BODY_RATE -> BODY_RATE;
      case BODY, DISCARDED -> BODY;
    };
  }

  private static Refusal refusal(String message) {
    return new Refusal(Reason.REQUEST_TIMEOUT, message);
  }
}

package io.scoria.transport;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Service;
import io.scoria.call.Service.Opening;
import io.scoria.config.HttpLimits;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides by a request's head what becomes of it. Immutable. */
final class HeadCheck {
  private static final Opening NOT_FOUND =
      refused(Reason.NOT_FOUND, "There is nothing at this path.");
  private static final Opening EXPECTATION_FAILED =
      refused(Reason.EXPECTATION_FAILED, "The only expectation that can be met is 100-continue.");
  private static final Refusal NO_LENGTH =
      new Refusal(
          Reason.LENGTH_REQUIRED,
          "The request has no body: send Content-Length, or Transfer-Encoding: chunked.");

  private final Routes routes;
  private final HttpLimits limits;

  HeadCheck(Routes routes, HttpLimits limits) {
    this.routes = routes;
    this.limits = limits;
  }

  Opening decide(HttpHead head) {
    Map<String, Service> methods = routes.at(RequestTarget.path(head.target()));
    if (methods == null) {
      return NOT_FOUND;
    }
    Service service = methods.get(head.method());
    if (service == null) {
      return refused(Reason.METHOD_NOT_ALLOWED, "This path answers " + allowed(head) + ".");
    }
    if (expectsMoreThanContinue(head)) {
      return EXPECTATION_FAILED;
    }
    Opening opening = service.open(head);
    if (opening instanceof Opening.Accepted accepted) {
      Refusal wrong = refuseLength(head);
      if (wrong != null) {
        accepted.exchange().abandon();
        return new Opening.Refused(wrong);
      }
    }
    return opening;
  }

  /** The methods of the head's path, which is there, for the Allow header. */
  String allowed(HttpHead head) {
    Map<String, Service> methods = routes.at(RequestTarget.path(head.target()));
    return methods == null ? "" : String.join(", ", methods.keySet());
  }

  /** True where the client waits with its body until it is told to go on. */
  static boolean expectsContinue(HttpHead head) {
    return !head.isHttp10() && head.has("expect") && !expectsMoreThanContinue(head);
  }

  private static boolean expectsMoreThanContinue(HttpHead head) {
    for (String expectation : head.headers("expect")) {
      if (!expectation.equalsIgnoreCase("100-continue")) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Refusal refuseLength(HttpHead head) {
    boolean post = head.method().equals("POST");
    if (post && head.bodyBytes() == 0 && !head.has("content-length")) {
      return NO_LENGTH;
    }
    return head.bodyBytes() > limits.maxBodyBytes() ? bodyTooLarge() : null;
  }

  Refusal bodyTooLarge() {
    return new Refusal(
        Reason.BODY_TOO_LARGE,
        "The body is larger than the " + limits.maxBodyBytes() + " bytes that this server takes.");
  }

  private static Opening refused(Reason reason, String message) {
    return new Opening.Refused(new Refusal(reason, message));
  }
}

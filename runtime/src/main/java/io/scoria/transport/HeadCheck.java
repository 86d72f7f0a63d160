package io.scoria.transport;

import io.scoria.call.Header;
import io.scoria.call.KnownReply;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.RequestObserver;
import io.scoria.call.Service;
import io.scoria.call.Service.Opening;
import io.scoria.call.Timing;
import io.scoria.config.HttpLimits;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decides by a request's head what becomes of it. Thread-safe. */
final class HeadCheck {
  private static final String OPTIONS = "OPTIONS";
  private static final String WHOLE_SERVER = "*"; // a target of OPTIONS alone
  private static final Opening EXPECTATION_FAILED =
      refused(Reason.EXPECTATION_FAILED, "The only expectation that can be met is 100-continue.");
  private static final Refusal NO_LENGTH =
      new Refusal(
          Reason.LENGTH_REQUIRED,
          "The request has no body: send Content-Length, or Transfer-Encoding: chunked.");

  private final Routes routes;
  private final HttpLimits limits;
  private final ChannelMemory memory = ChannelMemory.ofJvm();

  HeadCheck(Routes routes, HttpLimits limits) {
    this.routes = routes;
    this.limits = limits;
  }

  /**
   * Decides.
   *
   * @param record told what the request asks for
   */
  Opening decide(HttpHead head, RequestRecord record) {
    String path = RequestTarget.path(head.target());
    Refusal closed = routes.refuse(path, head);
    if (closed != null) {
      return new Opening.Refused(closed);
    }
    Map<String, Service> methods = routes.at(path);
    if (path.equals(WHOLE_SERVER) && surface().answersOptions()) {
      return answered(List.of());
    }
    if (methods == null) {
      return new Opening.Refused(routes.refuse(path));
    }
    if (surface().cors().isPreflight(head)) {
      return answered(surface().cors().preflight(head));
    }
    Service service = methods.get(head.method());
    if (service != null) {
      record.takes(service.route());
    }
    if (service == null) {
      return ofMethod(head);
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

  /** Of a path that is there, and a method that no service of it answers. */
  private Opening ofMethod(HttpHead head) {
    String allowed = allowed(head);
    if (surface().answersOptions() && head.method().equals(OPTIONS)) {
      return answered(List.of(new Header("allow", allowed)));
    }
    return refused(Reason.METHOD_NOT_ALLOWED, "This path answers " + allowed + ".");
  }

  /** To OPTIONS (RFC 9110, section 9.3.7), whatever body the request brings. */
  private static Opening answered(List<Header> headers) {
    ByteBuffer nothing = ByteBuffer.allocate(0);
    return new Opening.Accepted(
        new KnownReply(new Reply(200, "", nothing, null, headers, Timing.NOT_RUN, null)));
  }

  /** The methods of the head's path, which is there, for the Allow header. */
  String allowed(HttpHead head) {
    Map<String, Service> methods = routes.at(RequestTarget.path(head.target()));
    if (methods == null) {
      return "";
    }
    Set<String> all = new TreeSet<>(methods.keySet());
    if (surface().answersOptions()) {
      all.add(OPTIONS);
    }
    return String.join(", ", all);
  }

  /** Of all connections whose heads are decided by this. */
  ChannelMemory memory() {
    return memory;
  }

  /** Told of every request. */
  RequestObserver observer() {
    return routes.observer();
  }

  Surface surface() {
    return routes.surface();
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
    return isTooLarge(head.bodyBytes()) ? bodyTooLarge() : null;
  }

  boolean isTooLarge(long bodyBytes) {
    return bodyBytes > limits.maxBodyBytes();
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

package io.scoria.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.scoria.call.Loop;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import io.scoria.call.Service;
import io.scoria.call.Service.Opening;
import io.scoria.config.HttpLimits;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides by a request's head what becomes of it. Immutable. */
final class HeadCheck {
  /**
   * The decision.
   *
   * @param allow the methods of the path where that was the trouble; else empty
   * @param bodyBytes what the head declares, or {@link RequestHead#UNKNOWN_LENGTH}
   */
  record Decision(Opening opening, String allow, long bodyBytes) {}

  static final Refusal MALFORMED =
      new Refusal(Reason.BAD_REQUEST, "The request is not well-formed HTTP/1.1.");

  private final Routes routes;
  private final HttpLimits limits;

  HeadCheck(Routes routes, HttpLimits limits) {
    this.routes = routes;
    this.limits = limits;
  }

  Decision decide(HttpRequest request, @Nullable Loop loop) {
    long bodyBytes = declaredBytes(request);
    Map<String, Service> methods = routes.at(RequestTarget.path(request.uri()));
    if (methods == null) {
      return refused(Reason.NOT_FOUND, "There is nothing at this path.", "", bodyBytes);
    }
    Service service = methods.get(request.method().name());
    if (service == null) {
      String allow = String.join(", ", methods.keySet());
      String message = "This path answers " + allow + ".";
      return refused(Reason.METHOD_NOT_ALLOWED, message, allow, bodyBytes);
    }
    String expect = request.headers().get(HttpHeaderNames.EXPECT);
    if (expect != null && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expect)) {
      String message = "The only expectation that can be met is 100-continue.";
      return refused(Reason.EXPECTATION_FAILED, message, "", bodyBytes);
    }
    Opening opening = service.open(new NettyRequestHead(request, bodyBytes, loop));
    if (opening instanceof Opening.Accepted accepted) {
      Refusal wrong = refuseLength(request, bodyBytes);
      if (wrong != null) {
        accepted.exchange().abandon();
        return new Decision(new Opening.Refused(wrong), "", bodyBytes);
      }
    }
    return new Decision(opening, "", bodyBytes);
  }

  private @Nullable Refusal refuseLength(HttpRequest request, long bodyBytes) {
    boolean post = request.method().name().equals("POST");
    if (post && bodyBytes == 0 && !request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
      return new Refusal(
          Reason.LENGTH_REQUIRED,
          "The request has no body: send Content-Length, or Transfer-Encoding: chunked.");
    }
    return bodyBytes > limits.maxBodyBytes() ? bodyTooLarge() : null;
  }

  Refusal bodyTooLarge() {
    return new Refusal(
        Reason.BODY_TOO_LARGE,
        "The body is larger than the " + limits.maxBodyBytes() + " bytes that this server takes.");
  }

  /** What a head that is not HTTP, or too long, is told. */
  Refusal explain(Throwable decoderFailure) {
    if (decoderFailure instanceof TooLongHttpLineException) {
      return new Refusal(
          Reason.URI_TOO_LONG,
          "The request line is longer than " + limits.maxUriBytes() + " bytes.");
    }
    if (decoderFailure instanceof TooLongHttpHeaderException) {
      return new Refusal(
          Reason.HEADERS_TOO_LARGE,
          "The headers are longer than " + limits.maxHeaderBytes() + " bytes in all.");
    }
    return MALFORMED;
  }

  static boolean isSupported(HttpVersion version) {
    return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
  }

  private static long declaredBytes(HttpRequest request) {
    if (HttpUtil.isTransferEncodingChunked(request)) {
      return RequestHead.UNKNOWN_LENGTH;
    }
    return HttpUtil.getContentLength(request, 0L);
  }

  private static Decision refused(Reason reason, String message, String allow, long bodyBytes) {
    return new Decision(new Opening.Refused(new Refusal(reason, message)), allow, bodyBytes);
  }
}

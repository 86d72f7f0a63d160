package io.scoria.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.scoria.call.Reason;
import io.scoria.call.Reply;

/** Replies as HTTP responses. */
final class Responses {
  private static final String RETRY_AFTER_SECONDS = "1";

  private Responses() {}

  /**
   * The response, which tells the length of its body also where it is sent without one.
   *
   * @param allow for the Allow header; empty for none
   * @param bodyless true in answer to HEAD
   */
  static FullHttpResponse of(
      Reply reply, HttpVersion version, boolean keepAlive, String allow, boolean bodyless) {
    int bodyBytes = reply.body().remaining();
    ByteBuf body = bodyless ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(reply.body());
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), body);
    var headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
    headers.setInt(HttpHeaderNames.CONTENT_LENGTH, bodyBytes);
    HttpUtil.setKeepAlive(headers, version, keepAlive);
    if (!allow.isEmpty()) {
      headers.set(HttpHeaderNames.ALLOW, allow);
    }
    Reason refusal = reply.refusal();
    if (refusal != null && refusal.status() == 401) {
      headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    if (refusal != null && refusal.isTemporary()) {
      headers.set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return response;
  }
}

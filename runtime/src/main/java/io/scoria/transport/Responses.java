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
   * @param allow for the Allow header; empty for none
   */
  static FullHttpResponse of(Reply reply, HttpVersion version, boolean keepAlive, String allow) {
    ByteBuf body = Unpooled.wrappedBuffer(reply.body());
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), body);
    var headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
    headers.setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
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

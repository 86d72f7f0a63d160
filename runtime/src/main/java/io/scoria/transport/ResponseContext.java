package io.scoria.transport;

import io.netty.buffer.ByteBuf;
import io.netty.util.CharsetUtil;
import io.scoria.call.Loop;
import io.scoria.call.Refusal;
import io.scoria.call.RequestIdentity;
import io.scoria.call.RequestObserver;
import io.scoria.config.ConnectionLimits;
import org.jspecify.annotations.Nullable;

/**
 * What the response to the request in hand says beside its reply: whose it is, which page may read
 * it, which methods the path has; and in which form it goes out. Reused by one connection for one
 * request after another; not thread-safe.
 */
final class ResponseContext {
  private static final byte[] NOTHING = {};

  private static final int ANY_NUMBER = 0; // which requests are never

  private final Surface surface;
  private final int maxRequests;
  private final IdentityHeaders identity;
  private final RequestRecord record;
  private int requests;
  private byte[] cors = NOTHING;
  private String allow = "";
  private boolean bodyless;
  private boolean http10;
  private Responses.Connection kept = Responses.Connection.CLOSED;

  /**
   * @param observer told of every request
   * @param loop of the connection; null where there is none
   */
  ResponseContext(
      Surface surface,
      IdSource ids,
      ConnectionLimits limits,
      RequestObserver observer,
      @Nullable Loop loop) {
    this.surface = surface;
    maxRequests = limits.mostRequests().orElse(ANY_NUMBER);
    identity = new IdentityHeaders(ids);
    record = new RequestRecord(observer, identity, loop);
  }

  /** The next request comes, and nothing is known of it. */
  void reset() {
    identity.reset();
    record.reset();
    cors = NOTHING;
    allow = "";
    bodyless = false;
    http10 = false;
    kept = Responses.Connection.CLOSED;
  }

  /**
   * Takes what the head of a request says of its response.
   *
   * @return why the request is refused whatever else it says; else null
   */
  @Nullable Refusal begin(HttpHead head) {
    Refusal wrong = identity.begin(head);
    head.identifyBy(identity);
    record.begin(head);
    cors = surface.cors().linesFor(head);
    bodyless = head.method().equals("HEAD");
    http10 = head.isHttp10();
    boolean last = ++requests == maxRequests;
    kept = last ? Responses.Connection.CLOSED : Responses.Connection.after(head);
    return wrong;
  }

  /** For the Allow header. */
  void allow(String methods) {
    allow = methods;
  }

  /** True in answer to HEAD. */
  boolean isBodyless() {
    return bodyless;
  }

  boolean isHttp10() {
    return http10;
  }

  boolean hasCors() {
    return cors.length > 0;
  }

  /** How the connection goes on after the response, where nothing else ends it. */
  Responses.Connection kept() {
    return kept;
  }

  /** Of the request in hand. */
  RequestRecord record() {
    return record;
  }

  RequestIdentity identity() {
    return identity.identity();
  }

  /** Writes lines of a head, each with the CRLF before it. */
  void writeTo(ByteBuf out) {
    identity.writeTo(out);
    surface.writeTo(out);
    out.writeBytes(cors);
    if (!allow.isEmpty()) {
      out.writeCharSequence("\r\nallow: " + allow, CharsetUtil.US_ASCII);
    }
  }
}

package io.scoria.transport;

import io.scoria.call.EndedRequest;
import io.scoria.call.Loop;
import io.scoria.call.Reason;
import io.scoria.call.Reply;
import io.scoria.call.RequestIdentity;
import io.scoria.call.RequestObserver;
import io.scoria.call.Route;
import io.scoria.call.Timing;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What is told of the request in hand when it has ended. Reused by one connection for one request
 * after another; not thread-safe.
 */
final class RequestRecord implements EndedRequest {
  private final RequestObserver observer;
  private final IdentityHeaders names;
  private final @Nullable Loop loop;
  private boolean open; // has begun, and not ended
  private Route route = Route.OTHER;
  private String method = "";
  private String target = "";
  private boolean http10;
  private @Nullable SocketAddress client;
  private int status;
  private @Nullable Reason refusal;
  private boolean whole;
  private Timing timing = Timing.NOT_RUN;
  private long arrivalNanos;
  private long endNanos;
  private long requestBytes;
  private long replyBytes;

  /**
   * @param names of the request in hand
   * @param loop of the connection; null where there is none
   */
  RequestRecord(RequestObserver observer, IdentityHeaders names, @Nullable Loop loop) {
    this.observer = observer;
    this.names = names;
    this.loop = loop;
  }

  /** The next request comes, and nothing is known of it. */
  void reset() {
    open = false;
    route = Route.OTHER;
    method = "";
    target = "";
    http10 = false;
    status = CLIENT_GONE;
    refusal = null;
    timing = Timing.NOT_RUN;
    requestBytes = 0;
    replyBytes = 0;
    arrivalNanos = 0;
  }

  void begin(HttpHead head) {
    open = true;
    method = head.method();
    target = head.target();
    http10 = head.isHttp10();
    client = head.client();
    arrivalNanos = head.arrivalNanos();
  }

  void takes(Route asked) {
    route = asked;
  }

  /** Bytes of the body were read; how many in all. */
  long countBody(int bytes) {
    requestBytes += bytes;
    return requestBytes;
  }

  /** A reply is sent from here on. */
  void replies(Reply reply) {
    status = reply.status();
    refusal = reply.refusal();
    timing = reply.timing();
  }

  /** So many bytes of the body of the reply were handed to the connection. */
  void countReply(long bytes) {
    replyBytes += bytes;
  }

  /** The whole reply, without a stream, was handed to the connection, though nothing was asked. */
  void told(Reply reply) {
    replies(reply);
    countReply(reply.body().remaining());
    ended();
  }

  /** The reply was handed to the connection to its end. */
  void ended() {
    tell(true);
  }

  /** The connection is gone. Does nothing where no request was under way. */
  void lost() {
    if (open) {
      tell(false);
    }
  }

  private void tell(boolean isWhole) {
    open = false;
    whole = isWhole;
    endNanos = System.nanoTime();
    if (arrivalNanos == 0) { // no head was read
      arrivalNanos = endNanos;
    }
    observer.ended(this);
  }

  @Override
  public Route route() {
    return route;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public String protocol() {
    return http10 ? "HTTP/1.0" : "HTTP/1.1";
  }

  @Override
  public RequestIdentity identity() {
    return names.identity();
  }

  @Override
  public String clientAddress() {
    return address(client);
  }

  /** For people and logs, without the port. */
  static String address(@Nullable SocketAddress of) {
    return of instanceof InetSocketAddress socket && socket.getAddress() != null
        ? socket.getAddress().getHostAddress()
        : "unknown";
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public @Nullable Reason refusal() {
    return refusal;
  }

  @Override
  public boolean isWhole() {
    return whole;
  }

  @Override
  public Timing timing() {
    return timing;
  }

  @Override
  public long arrivalNanos() {
    return arrivalNanos;
  }

  @Override
  public long endNanos() {
    return endNanos;
  }

  @Override
  public long requestBytes() {
    return requestBytes;
  }

  @Override
  public long replyBytes() {
    return replyBytes;
  }

  @Override
  public @Nullable Loop loop() {
    return loop;
  }
}

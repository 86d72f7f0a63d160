package io.scoria.call;

import org.jspecify.annotations.Nullable;

/** What became of a request. Lent to who is told of it, for the time of the telling. */
public interface EndedRequest {
  /**
   * What stands for the status where the client was gone before there was one: no status of HTTP,
   * and known from the logs of other servers.
   */
  int CLIENT_GONE = 499;

  Route route();

  /** Empty where the head could not be read; likewise the target. */
  String method();

  /** Path and query, as sent. */
  String target();

  /** {@code HTTP/1.1} or {@code HTTP/1.0}. */
  String protocol();

  RequestIdentity identity();

  /** The address that the connection comes from; it may be that of a proxy. */
  String clientAddress();

  /** The status that was sent, or {@link #CLIENT_GONE}. */
  int status();

  /** Why it was refused; null where it was not. */
  @Nullable Reason refusal();

  /** False where the client was gone before the reply was handed to the connection to its end. */
  boolean isWhole();

  Timing timing();

  /** When its head had been read, by {@link System#nanoTime}. */
  long arrivalNanos();

  /** When it ended, by {@link System#nanoTime}. */
  long endNanos();

  /** Bytes of the body that were read, as they came. */
  long requestBytes();

  /** Bytes of the body that were handed to the connection. */
  long replyBytes();

  /** The event loop that it is told on; null where there is none. */
  @Nullable Loop loop();
}

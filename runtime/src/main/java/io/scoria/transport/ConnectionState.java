package io.scoria.transport;

/** What a connection does with what comes of it. */
enum ConnectionState {
  /** A head comes. */
  IDLE,
  /** A head has come that cannot be decided on yet; it is read again when it can. */
  UNDECIDED,
  /** The exchange takes the body. */
  BODY,
  /** The body is read past; then the refusal is sent. */
  DISCARD,
  /** The reply is being made, or has not gone out as far as it must before the next. */
  REPLY,
  /** The reply is sent, and the connection closes. */
  CLOSING;

  /** True where the client is to send something. */
  boolean reads() {
    return this == IDLE || this == BODY || this == DISCARD;
  }

  /** True where the client waits for us. */
  boolean waits() {
    return this == UNDECIDED || this == REPLY;
  }
}

package io.scoria.transport;

/** What a listener tells its connections. */
enum ConnectionEvent {
  /** The server is stopping: close once the request in hand is answered. */
  DRAIN
}

package io.scoria.transport;

/** What a listener that stops tells its connections. */
sealed interface ConnectionEvent {
  /**
   * Every response from here on is the last of its connection.
   *
   * @param idleMs for which one that is idle waits for another request before it closes; 0 for one
   *     that closes at once
   */
  record Leave(int idleMs) implements ConnectionEvent {}

  /** There is no more time: what is not answered yet is refused, and the connection closes. */
  record GiveUp() implements ConnectionEvent {}
}

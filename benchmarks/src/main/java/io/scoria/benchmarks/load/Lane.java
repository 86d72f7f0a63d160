package io.scoria.benchmarks.load;

/** A connection as a pacer sees it: one request at a time. */
interface Lane {
  /**
   * Sends the request. Only called where the last one was answered.
   *
   * @param intendedNanos when it was meant to be sent, from which its latency counts
   */
  void send(long intendedNanos);
}

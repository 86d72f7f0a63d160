package io.scoria.benchmarks.load;

import java.util.ArrayList;
import java.util.List;

/** A lane that remembers what it was told to send. */
final class FakeLane implements Lane {
  final List<Long> intended = new ArrayList<>();
  private boolean busy;

  @Override
  public void send(long intendedNanos) {
    if (busy) {
      throw new IllegalStateException("a second request before the first is answered");
    }
    busy = true;
    intended.add(intendedNanos);
  }

  /** The server has answered. */
  void answerTo(Pacer pacer) {
    busy = false;
    pacer.onAnswered(this);
  }
}

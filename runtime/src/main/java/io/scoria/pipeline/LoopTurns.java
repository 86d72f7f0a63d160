package io.scoria.pipeline;

import io.scoria.call.Loop;
import java.util.ArrayDeque;

/**
 * Work of one event loop that is done a little at a time: one piece in each of its iterations, of
 * those that wait in turn, so that however much there is, what else has come is read in between.
 * Also owns the buffer that such work writes to. Confined to the loop.
 */
final class LoopTurns {
  private static final int BUFFER_BYTES = 64 << 10;

  private final Loop loop;
  private final ArrayDeque<Work> waiting = new ArrayDeque<>();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private boolean asked;

  /** Something that may take several turns. */
  interface Work {
    /** Does a piece; true where it is not done then. Does not throw. */
    boolean go();
  }

  LoopTurns(Loop loop) {
    this.loop = loop;
  }

  /** Of undefined content; its user is done with it at the end of its turn. */
  byte[] buffer() {
    return buffer;
  }

  /** The work has its turns from the next iteration on. */
  void add(Work work) {
    waiting.add(work);
    ask();
  }

  private void ask() {
    if (!asked) {
      asked = true;
      loop.afterNextRead(this::turn);
    }
  }

  private void turn() {
    asked = false;
    Work next = waiting.poll();
    if (next != null && next.go()) {
      waiting.add(next);
    }
    if (!waiting.isEmpty()) {
      ask();
    }
  }
}

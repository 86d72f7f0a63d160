package io.scoria.call;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * A reply's body that is not whole yet, and is fetched piece by piece as its client takes it. Used
 * by one thread, which closes it once: when it has ended, or when nobody takes it any more.
 */
public interface BodyStream {
  /** What comes next. */
  sealed interface Piece {
    /** The buffer is its receiver's, from its position to its limit; never empty. */
    record Bytes(ByteBuffer bytes) implements Piece {}

    /** The body is whole. */
    record End() implements Piece {}

    /** The rest will never come: the client must not take what it has for the whole. */
    record Broken() implements Piece {}
  }

  /**
   * Asks for the next piece; not again before it has come, and not after the last.
   *
   * @param done told the piece exactly once, on any thread, perhaps before this returns
   */
  void next(Consumer<Piece> done);

  /** Nothing more is fetched. Does nothing the second time. */
  void close();
}

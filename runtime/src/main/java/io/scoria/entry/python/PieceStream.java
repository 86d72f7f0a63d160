package io.scoria.entry.python;

import io.scoria.call.BodyStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The rest of a streamed body. The server asks on any thread; the thread of the worker, in {@link
 * #serve}, fetches. Ended, it answers every question with {@link Piece.Broken}.
 */
final class PieceStream implements BodyStream {
  /** Fetches from the worker. */
  interface Source {
    /** Sends what is given, and receives the answer within the time. */
    Frame ask(int kind, ByteBuffer payload, long limitNanos)
        throws IOException, InterruptedException;
  }

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final long pieceNanos;

  /** Whom to tell the next piece; empty to fetch no more. */
  private final LinkedBlockingQueue<Optional<Consumer<Piece>>> asked = new LinkedBlockingQueue<>();

  private boolean ended; // guarded by this

  /**
   * @param pieceNanos how long the script may take for a piece
   */
  PieceStream(long pieceNanos) {
    this.pieceNanos = pieceNanos;
  }

  @Override
  public void next(Consumer<Piece> done) {
    if (!ask(Optional.of(done))) {
      done.accept(new Piece.Broken());
    }
  }

  @Override
  public void close() {
    ask(Optional.empty());
  }

  private synchronized boolean ask(Optional<Consumer<Piece>> what) {
    return !ended && asked.add(what);
  }

  /** Fetches what is asked for, until the body has ended or nobody wants the rest. */
  void serve(Source source) throws IOException, InterruptedException {
    try {
      boolean more = true;
      while (more) {
        Optional<Consumer<Piece>> done = asked.take();
        if (done.isEmpty()) {
          source.ask(Kind.CLOSE, NOTHING, pieceNanos);
          more = false;
        } else {
          more = fetch(source, done.get());
        }
      }
    } finally {
      end();
    }
  }

  private boolean fetch(Source source, Consumer<Piece> done)
      throws IOException, InterruptedException {
    Piece piece = new Piece.Broken();
    try {
      ByteBuffer micros = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      micros.putLong(TimeUnit.NANOSECONDS.toMicros(pieceNanos)).flip();
      Frame frame = source.ask(Kind.NEXT, micros, pieceNanos);
      if (frame.kind() == Kind.PIECE) {
        piece = new Piece.Bytes(frame.payload());
      } else if (frame.kind() == Kind.END) {
        piece = new Piece.End();
      }
      return frame.kind() == Kind.PIECE;
    } finally {
      done.accept(piece);
    }
  }

  private void end() {
    synchronized (this) {
      ended = true;
    }
    for (var done = asked.poll(); done != null; done = asked.poll()) {
      done.ifPresent(told -> told.accept(new Piece.Broken()));
    }
  }
}

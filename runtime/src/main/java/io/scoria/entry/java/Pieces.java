package io.scoria.entry.java;

import io.scoria.call.BodyStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a script sends piece by piece. Each piece is asked for on a virtual thread, since it may
 * block; closing interrupts it.
 */
final class Pieces implements BodyStream {
  private static final Logger LOG = LoggerFactory.getLogger(Pieces.class);

  private final Iterator<?> pieces;
  private final Runnable close;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Object lock = new Object();
  private @Nullable Thread asker; // guarded by lock; null where nobody asks
  private boolean endedByAsker; // guarded by lock
  private boolean text; // written before the stream is handed on

  /** Owns both from here on. */
  Pieces(Iterator<?> pieces, Runnable close) {
    this.pieces = pieces;
    this.close = close;
  }

  /**
   * The first piece, on the thread of the script, so that what fails at once is an error like any
   * other; empty where there is none.
   */
  ByteBuffer first() {
    try {
      if (!pieces.hasNext()) {
        return ByteBuffer.allocate(0);
      }
      Object piece = pieces.next();
      text = piece instanceof CharSequence;
      return bytes(piece);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  boolean isText() {
    return text;
  }

  @Override
  public void next(Consumer<Piece> done) {
    Thread thread = Thread.ofVirtual().unstarted(() -> ask(done));
    synchronized (lock) {
      asker = thread;
    }
    thread.start();
  }

  private void ask(Consumer<Piece> done) {
    Piece piece = closed.get() ? new Piece.Broken() : ask();
    boolean closedMeanwhile;
    synchronized (lock) {
      asker = null;
      closedMeanwhile = endedByAsker;
    }
    if (closedMeanwhile) {
      end();
    }
    done.accept(piece);
  }

  private Piece ask() {
    try {
      while (pieces.hasNext()) {
        ByteBuffer bytes = bytes(pieces.next());
        if (bytes.hasRemaining()) {
          return new Piece.Bytes(bytes);
        }
      }
      return new Piece.End();
    } catch (Throwable e) { // of the script: it must not leave the client waiting
      if (!closed.get()) {
        LOG.error("the script failed in the middle of what it sends", e);
      }
      return new Piece.Broken();
    }
  }

  private static ByteBuffer bytes(Object piece) {
    return switch (piece) {
      case byte[] bytes -> ByteBuffer.wrap(bytes);
      case CharSequence chars -> ByteBuffer.wrap(chars.toString().getBytes(StandardCharsets.UTF_8));
      default ->
          throw new IllegalStateException(
              "a script sends texts or byte[], and this was " + piece.getClass().getName());
    };
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    synchronized (lock) {
      Thread thread = asker;
      if (thread != null) {
        endedByAsker = true;
        thread.interrupt();
        return;
      }
    }
    end();
  }

  private void end() {
    try {
      close.run();
    } catch (Throwable e) { // of the script
      LOG.error("the script failed in closing what it sends", e);
    }
  }
}

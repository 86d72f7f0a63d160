package io.scoria.pipeline;

import io.scoria.call.Exchange;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.RequestIdentity;
import io.scoria.codec.BodyInflater;
import io.scoria.tensor.BufferPool;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An exchange whose body comes coded, and is given to another decoded. What does not fit into
 * {@value #TURN_NANOS} nanoseconds waits, coded, for its turn in later iterations of the event
 * loop. After the first thing wrong nothing is decoded, and the other is abandoned. Owns its
 * inflater and the bytes that wait. Confined to the event loop.
 */
final class DecodingExchange implements Exchange, LoopTurns.Work {
  /** After which the rest waits. */
  static final long TURN_NANOS = 400_000;

  private final Exchange inner;
  private final BodyInflater inflater;
  private final BufferPool memory;
  private final long maxBytes;
  private final LoopTurns turns;
  private final LongSupplier nanoTime;
  private final RequestIdentity identity;
  private long decodedBytes;
  private boolean released; // the inflater and its memory
  private @Nullable BodyBuffer waiting; // what could not be decoded when it came
  private @Nullable ByteBuffer rest; // of what waits, while it has its turn
  private @Nullable Reply instead; // of the other's
  private @Nullable Consumer<Reply> done; // once the body has ended, while bytes of it wait

  /**
   * @param inner given the decoded body; ended by this
   * @param inflater owned by this; its memory is reserved
   */
  DecodingExchange(
      Exchange inner,
      BodyInflater inflater,
      BufferPool memory,
      long maxBytes,
      LoopTurns turns,
      LongSupplier nanoTime,
      RequestIdentity identity) {
    this.inner = inner;
    this.inflater = inflater;
    this.memory = memory;
    this.maxBytes = maxBytes;
    this.turns = turns;
    this.nanoTime = nanoTime;
    this.identity = identity;
  }

  @Override
  public long deadlineNanos() {
    return inner.deadlineNanos();
  }

  @Override
  public void bodyIsComing() {
    if (instead == null) {
      inner.bodyIsComing();
    }
  }

  @Override
  public void feed(ByteBuffer chunk) {
    if (!released && waiting == null && decode(chunk)) {
      turns.add(this);
      waiting = new BodyBuffer(memory);
    }
    BodyBuffer later = waiting;
    if (!released && later != null) {
      later.add(chunk);
      Refusal noRoom = later.refusal();
      if (noRoom != null) {
        refuse(noRoom);
      }
    }
    chunk.position(chunk.limit());
  }

  /** Decodes for as long as it may; true where there is more to decode. */
  private boolean decode(ByteBuffer in) {
    byte[] buffer = turns.buffer();
    long beginNanos = nanoTime.getAsLong();
    while (!released && (in.hasRemaining() || inflater.isFull())) {
      int most = (int) Math.min(buffer.length - 1, maxBytes - decodedBytes) + 1;
      int bytes = inflater.inflate(in, buffer, most);
      decodedBytes += bytes;
      String wrong = inflater.error();
      if (decodedBytes > maxBytes) {
        refuse(tooLarge());
      } else if (wrong != null) {
        refuse(malformed(wrong));
      } else if (bytes > 0) {
        inner.feed(ByteBuffer.wrap(buffer, 0, bytes));
      }
      if (nanoTime.getAsLong() - beginNanos >= TURN_NANOS) {
        break;
      }
    }
    return !released && (in.hasRemaining() || inflater.isFull());
  }

  @Override
  public boolean go() {
    BodyBuffer all = waiting;
    if (released || all == null) {
      return false;
    }
    Consumer<Reply> known = done;
    try {
      if (decode(takeRest(all))) {
        return true;
      }
      drop();
      if (known != null) {
        finishNow(known);
      }
    } catch (RuntimeException bug) { // of the other: nobody else is told of it here
      Reply failed = Replies.failed(bug, identity);
      instead(failed);
      if (known != null) {
        known.accept(failed);
      }
    }
    return false;
  }

  /** What waits, from where it was decoded last; it may have been moved, as more came. */
  private ByteBuffer takeRest(BodyBuffer all) {
    ByteBuffer now = all.toBuffer();
    ByteBuffer before = rest;
    now.position(before == null ? 0 : before.position());
    rest = now;
    return now;
  }

  private void drop() {
    BodyBuffer all = waiting;
    if (all != null) {
      memory.unreserve(all.reservedBytes());
      waiting = null;
      rest = null;
    }
  }

  @Override
  public void finish(Consumer<Reply> receiver) {
    if (waiting == null) {
      finishNow(receiver);
    } else {
      done = receiver;
    }
  }

  private void finishNow(Consumer<Reply> receiver) {
    if (!released) {
      inflater.finish();
      String wrong = inflater.error();
      if (wrong != null) {
        refuse(malformed(wrong));
      }
    }
    release();
    Reply known = instead;
    if (known != null) {
      receiver.accept(known);
    } else {
      inner.finish(receiver);
    }
  }

  @Override
  public void abandon() {
    release();
    if (instead == null) {
      inner.abandon();
    }
  }

  private void refuse(Refusal refusal) {
    instead(Replies.refused(refusal));
  }

  /** Nothing is decoded any more; this is the reply once the body has been read. */
  private void instead(Reply reply) {
    release();
    instead = reply;
    inner.abandon();
  }

  private void release() {
    drop();
    if (!released) {
      released = true;
      inflater.close();
      memory.unreserve(BodyInflater.NATIVE_BYTES);
    }
  }

  private Refusal tooLarge() {
    return new Refusal(
        Reason.BODY_TOO_LARGE,
        "The body has more than "
            + maxBytes
            + " bytes once it is decompressed,"
            + " which is the limit max-decompressed-bytes.");
  }

  private static Refusal malformed(String wrong) {
    return new Refusal(
        Reason.MALFORMED_ENCODING,
        "The body is not what its Content-Encoding says: " + wrong + ".");
  }
}

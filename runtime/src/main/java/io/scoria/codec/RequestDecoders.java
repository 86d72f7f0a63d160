package io.scoria.codec;

import io.scoria.call.Loop;
import io.scoria.config.CodecLimits;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.Signature;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decodes {@code application/json}, each event loop with decoders that it has used before: what a
 * decoder needs besides the tensors is then not made anew for each request. Thread-safe; a decoder
 * of a loop is used and closed on its thread.
 */
public final class RequestDecoders {
  private static final int MAX_IDLE = 16; // of one loop

  private final BufferPool pool;
  private final CodecLimits limits;
  private final Map<Loop, Idle> loops = new ConcurrentHashMap<>();

  /** With the limits that are usual. */
  public RequestDecoders(BufferPool pool) {
    this(pool, CodecLimits.defaults());
  }

  public RequestDecoders(BufferPool pool, CodecLimits limits) {
    this.pool = pool;
    this.limits = limits;
  }

  /**
   * A decoder for one body, which the caller closes.
   *
   * @param loop on whose thread this is called; null on any other thread
   */
  @SuppressWarnings("ReferenceEquality") // a model's signature is one object; an equal one is rare
  public BodyDecoder open(Signature signature, @Nullable Loop loop) {
    if (loop == null) {
      return new RequestDecoder(signature, pool, limits);
    }
    Idle idle = loops.get(loop);
    if (idle == null || idle.signature != signature) { // another model: those of the last one go
      idle = new Idle(signature);
      loops.put(loop, idle);
    }
    RequestDecoder decoder = idle.decoders.poll();
    return new Lent(decoder == null ? new RequestDecoder(signature, pool, limits) : decoder, idle);
  }

  /** Decoders of one loop that nobody uses, the last used first. Not thread-safe. */
  private static final class Idle {
    final Signature signature;
    final ArrayDeque<RequestDecoder> decoders = new ArrayDeque<>();

    Idle(Signature signature) {
      this.signature = signature;
    }
  }

  /** A decoder for as long as one request has it, so that a second close does not reach others. */
  private static final class Lent implements BodyDecoder {
    private final Idle home;
    private @Nullable RequestDecoder decoder; // null once closed

    Lent(RequestDecoder decoder, Idle home) {
      this.decoder = decoder;
      this.home = home;
    }

    @Override
    public void feed(ByteBuffer chunk) {
      decoder().feed(chunk);
    }

    @Override
    public Decoded finish() {
      return decoder().finish();
    }

    @Override
    public AnswerForm answerForm() {
      return decoder().answerForm();
    }

    private RequestDecoder decoder() {
      RequestDecoder open = decoder;
      if (open == null) {
        throw new IllegalStateException("decoder is closed");
      }
      return open;
    }

    @Override
    public void close() {
      RequestDecoder used = decoder;
      decoder = null;
      if (used != null) {
        used.reset();
        if (home.decoders.size() < MAX_IDLE) {
          home.decoders.push(used);
        }
      }
    }
  }
}

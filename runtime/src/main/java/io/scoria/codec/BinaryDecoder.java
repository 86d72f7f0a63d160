package io.scoria.codec;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.config.CodecLimits;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Shape;
import io.scoria.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes {@code application/octet-stream}: the elements of a model's one input, little-endian and
 * row-major, without a header. Its shape comes from the length, so at most one dimension of the
 * input may be free.
 */
public final class BinaryDecoder implements BodyDecoder {
  private static final long FIRST_BYTES = 64 << 10;
  private static final int AHEAD = 16;

  private final TensorSpec spec;
  private final InputLimits limits;
  private final GrowingBuffer buffer;
  private final long declaredBytes;
  private @Nullable Refusal refusal;
  private long bytes;

  /**
   * @param input of a type of fixed size
   * @param declaredBytes of the body; negative where it is not known
   */
  public BinaryDecoder(TensorSpec input, BufferPool pool, CodecLimits limits, long declaredBytes) {
    spec = input;
    this.limits = new InputLimits(limits);
    buffer = new GrowingBuffer(input.name(), new RequestMemory(pool));
    this.declaredBytes = declaredBytes;
    if (declaredBytes >= 0) {
      Refusal tooMany = refuseTooMany(declaredBytes);
      Refusal tooMuch = tooMany == null ? buffer.refuseTooMuch(declaredBytes) : tooMany;
      refusal = tooMuch == null && !fits(declaredBytes) ? wrongLength(declaredBytes) : tooMuch;
    }
  }

  @Override
  public void feed(ByteBuffer chunk) {
    long total = bytes + chunk.remaining();
    if (refusal == null) {
      refusal = refuseTooMany(total);
    }
    if (refusal == null) {
      refusal = buffer.ensure(room(total));
    }
    ByteBuffer to = buffer.buffer();
    if (refusal == null && to != null) {
      checkBools(chunk);
      to.put((int) bytes, chunk, chunk.position(), chunk.remaining());
    }
    chunk.position(chunk.limit());
    bytes = total;
  }

  private @Nullable Refusal refuseTooMany(long total) {
    long elements = Math.ceilDiv(total, (long) spec.type().bytes());
    return elements > limits.elements(spec)
        ? limits.refuse(spec, "The body of " + total + " bytes", elements)
        : null;
  }

  /** Memory follows what has come, not what was declared; but not by many small steps. */
  private long room(long total) {
    return Math.max(total, Math.min(declaredBytes, Math.max(FIRST_BYTES, total * AHEAD)));
  }

  /** Every byte of a bool is 0 or 1; what the runtime makes of others is not defined. */
  private void checkBools(ByteBuffer chunk) {
    if (spec.type() != ElementType.BOOL) {
      return;
    }
    for (int i = chunk.position(); i < chunk.limit() && refusal == null; i++) {
      if (chunk.get(i) < 0 || chunk.get(i) > 1) {
        long offset = bytes + i - chunk.position();
        refusal =
            new Refusal(
                Reason.WRONG_TYPE,
                "Input '"
                    + spec.name()
                    + "' of type bool takes bytes of 0 and 1, found "
                    + (chunk.get(i) & 0xff)
                    + ". (byte "
                    + offset
                    + ")");
      }
    }
  }

  @Override
  public Decoded finish() {
    Refusal wrong = refusal;
    if (wrong != null) {
      return new Decoded.Rejected(wrong);
    }
    Shape shape = shapeOf(bytes);
    if (shape == null) {
      return new Decoded.Rejected(wrongLength(bytes));
    }
    Refusal noRoom = buffer.ensure(Math.max(bytes, 1)); // an empty body brought no chunk
    if (noRoom != null) {
      return new Decoded.Rejected(noRoom);
    }
    return new Decoded.Inputs(List.of(buffer.toTensor(spec.type(), shape)));
  }

  private boolean fits(long length) {
    return shapeOf(length) != null;
  }

  private @Nullable Shape shapeOf(long length) {
    int elementBytes = spec.type().bytes();
    return length % elementBytes == 0
        ? ShapeResolver.resolveFlat(spec.shape(), length / elementBytes)
        : null;
  }

  private Refusal wrongLength(long length) {
    return new Refusal(
        Reason.WRONG_SHAPE,
        "The body has " + length + " bytes; " + spec + " needs " + needed() + ".");
  }

  private String needed() {
    long fixed = spec.shape().fixedElements() * spec.type().bytes();
    return switch (spec.shape().ranked() ? spec.shape().freeDims() : 2) {
      case 0 -> fixed + " bytes";
      case 1 -> "a multiple of " + fixed + " bytes";
      default -> "JSON, whose nesting tells the shape: more than one of its dimensions is free";
    };
  }

  @Override
  public void close() {
    buffer.close();
  }
}

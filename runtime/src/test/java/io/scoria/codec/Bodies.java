package io.scoria.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scoria.call.Refusal;
import io.scoria.codec.BodyDecoder.Decoded;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes bodies for tests: whole and byte by byte, which must come to the same, and with a pool
 * that must be whole again afterwards.
 */
final class Bodies {
  private static final int POOL_BYTES = 1 << 20;

  private Bodies() {}

  static TensorSpec input(String name, ElementType type, long... dims) {
    return new TensorSpec(name, type, ShapeSpec.of(dims));
  }

  /** An input named x whose first dimension, where it has any, is free and named rows. */
  static TensorSpec rows(ElementType type, long... dims) {
    String[] names = new String[dims.length];
    Arrays.fill(names, "");
    names[0] = "rows";
    return new TensorSpec("x", type, ShapeSpec.of(dims, names));
  }

  /** What the one input becomes of a value: {@code float [2] 1.0 2.0}. */
  static String decode(TensorSpec input, String value) {
    return decode(List.of(input), "{\"data\": " + value + "}");
  }

  /** What the inputs become of a body, one line each. */
  static String decode(List<TensorSpec> inputs, String body) {
    String result = describe(inputs, body);
    if (result.startsWith("Refusal")) {
      throw new AssertionError(body + " gives " + result);
    }
    return result;
  }

  /** Why a value cannot be the one input. */
  static Refusal refuse(TensorSpec input, String value) {
    return refuse(List.of(input), "{\"data\": " + value + "}");
  }

  static Refusal refuse(List<TensorSpec> inputs, String body) {
    describe(inputs, body);
    BufferPool pool = new BufferPool(POOL_BYTES);
    byte[] bytes = body.getBytes(UTF_8);
    return switch (decode(inputs, pool, bytes, bytes.length)) {
      case Decoded.Rejected(Refusal refusal) -> refusal;
      case Decoded.Inputs(List<Tensor> tensors) ->
          throw new AssertionError(body + " gives " + Tensors.describe(tensors));
    };
  }

  private static String describe(List<TensorSpec> inputs, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    BufferPool pool = new BufferPool(POOL_BYTES);
    String whole = describe(inputs, pool, bytes, bytes.length);
    String byBytes = describe(inputs, pool, bytes, 1);
    if (!whole.equals(byBytes)) {
      throw new AssertionError(body + " gives " + whole + ", and byte by byte " + byBytes);
    }
    return whole;
  }

  /** The tensors or the refusal of a body that comes in chunks of so many bytes. */
  static String describe(List<TensorSpec> inputs, BufferPool pool, byte[] body, int chunkBytes) {
    String result =
        switch (decode(inputs, pool, body, chunkBytes)) {
          case Decoded.Inputs(List<Tensor> tensors) -> Tensors.describeAndClose(tensors);
          case Decoded.Rejected(Refusal refusal) -> refusal.toString();
        };
    if (pool.usedBytes() != 0) {
      throw new AssertionError(pool.usedBytes() + " bytes are out after " + result);
    }
    return result;
  }

  /** Feeds, finishes and closes a decoder that was used before: left in the middle of this body. */
  static Decoded decode(List<TensorSpec> inputs, BufferPool pool, byte[] body, int chunkBytes) {
    try (RequestDecoder decoder = new RequestDecoder(new Signature(inputs, List.of()), pool)) {
      decoder.feed(ByteBuffer.wrap(body, 0, body.length - body.length / 3));
      decoder.reset();
      for (int from = 0; from < body.length; from += chunkBytes) {
        decoder.feed(ByteBuffer.wrap(body, from, Math.min(chunkBytes, body.length - from)));
      }
      return decoder.finish();
    }
  }
}

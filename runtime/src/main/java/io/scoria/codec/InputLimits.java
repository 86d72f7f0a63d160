package io.scoria.codec;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.config.CodecLimits;
import io.scoria.tensor.TensorSpec;
import org.jspecify.annotations.Nullable;

/** The most that one input may have, of elements and of bytes. Immutable. */
record InputLimits(long maxElements, long maxBytes) {
  InputLimits(CodecLimits limits) {
    this(limits.maxTensorElements(), limits.maxTensorBytes());
  }

  /** How many elements of an input there may be. */
  long elements(TensorSpec input) {
    return Math.min(maxElements, maxBytes / elementBytes(input));
  }

  /** At least: a string has bytes of its own. */
  private static int elementBytes(TensorSpec input) {
    return Math.max(1, input.type().bytes());
  }

  /**
   * Null, or why an input cannot have so many elements.
   *
   * @param where the first one too many stands: {@code data.x[2]}; or what is too large
   */
  @Nullable Refusal refuse(TensorSpec input, String where, long elements) {
    if (elements > maxElements) {
      return tooLarge(input, where, maxElements + " elements (max-tensor-elements)");
    }
    boolean more = elements > maxBytes / elementBytes(input);
    return more ? tooManyBytes(input, where) : null;
  }

  /** Why an input cannot have more bytes than {@link #maxBytes}. */
  Refusal tooManyBytes(TensorSpec input, String where) {
    return tooLarge(input, where, maxBytes + " bytes (max-tensor-bytes)");
  }

  private static Refusal tooLarge(TensorSpec input, String where, String most) {
    return new Refusal(
        Reason.TENSOR_TOO_LARGE,
        where + ": input '" + input.name() + "' takes at most " + most + ".");
  }
}

package io.scoria.codec;

import io.scoria.call.Refusal;
import io.scoria.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Decodes the body of one scoring request as its bytes arrive. What it holds is bounded by the
 * tensors, not by the body. Not thread-safe.
 */
public interface BodyDecoder extends AutoCloseable {
  /** Takes the next bytes of the body, all of them; the chunk is the caller's again after it. */
  void feed(ByteBuffer chunk);

  /** The whole body has been fed. Called once. */
  Decoded finish();

  /** How the body's sender expects its answer. Asked between {@link #finish} and {@link #close}. */
  default AnswerForm answerForm() {
    return AnswerForm.RESULT;
  }

  /** Gives back what {@link #finish} did not hand over. May be called more than once. */
  @Override
  void close();

  /** What a body was. */
  sealed interface Decoded {
    /** The inputs, one for each of the signature and in its order; the receiver closes them. */
    record Inputs(List<Tensor> tensors) implements Decoded {}

    record Rejected(Refusal refusal) implements Decoded {}
  }
}

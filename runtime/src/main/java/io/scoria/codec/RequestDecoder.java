package io.scoria.codec;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Decodes the body of one scoring request as its bytes arrive: JSON to the model's inputs. What it
 * holds is bounded by the tensors, not by the text. Not thread-safe.
 */
public final class RequestDecoder implements AutoCloseable {
  private final InputsReader reader;
  private final JsonTokenizer tokenizer;

  public RequestDecoder(Signature signature, BufferPool pool) {
    reader = new InputsReader(signature, pool);
    tokenizer = new JsonTokenizer(reader);
  }

  /** Takes the next bytes of the body, all of them; the chunk is the caller's again after it. */
  public void feed(ByteBuffer chunk) {
    tokenizer.feed(chunk);
  }

  /** What a body was. */
  public sealed interface Decoded {
    /** The inputs, one for each of the signature and in its order; the receiver closes them. */
    record Inputs(List<Tensor> tensors) implements Decoded {}

    record Rejected(Refusal refusal) implements Decoded {}
  }

  /** The whole body has been fed. Called once. */
  public Decoded finish() {
    tokenizer.finish();
    String malformed = tokenizer.error();
    if (malformed != null) {
      return new Decoded.Rejected(
          new Refusal(Reason.MALFORMED_JSON, "The body is not JSON: " + malformed + "."));
    }
    return switch (reader.build()) {
      case InputsReader.Built.Of(List<Tensor> inputs) -> new Decoded.Inputs(inputs);
      case InputsReader.Built.Not(Refusal refusal) -> new Decoded.Rejected(refusal);
    };
  }

  /** Gives back what {@link #finish} did not hand over. May be called more than once. */
  @Override
  public void close() {
    reader.close();
  }
}

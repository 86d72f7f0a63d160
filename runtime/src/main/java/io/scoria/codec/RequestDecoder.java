package io.scoria.codec;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.config.CodecLimits;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/** Decodes {@code application/json}: the form that {@link InputsReader} reads. */
public final class RequestDecoder implements BodyDecoder {
  private static final int MAX_NAME_BYTES = 64 << 10;
  private static final int STRING_SHARE = 8; // of the memory for tensors, for one string

  private final InputsReader reader;
  private final JsonTokenizer tokenizer;

  /** With the limits that are usual. */
  public RequestDecoder(Signature signature, BufferPool pool) {
    this(signature, pool, CodecLimits.defaults());
  }

  RequestDecoder(Signature signature, BufferPool pool, CodecLimits limits) {
    reader = new InputsReader(signature, pool, limits);
    boolean takesStrings =
        signature.inputs().stream().anyMatch(input -> input.type() == ElementType.STRING);
    // A string is held whole until it ends. Where none is an input, it can only be a name.
    long held = takesStrings ? pool.limitBytes() / STRING_SHARE : MAX_NAME_BYTES;
    int longest = Math.clamp(held, MAX_NAME_BYTES, 1 << 30);
    tokenizer = new JsonTokenizer(reader, limits, Math.min(longest, limits.maxStringBytes()));
  }

  /** As new, for another body; what was not handed over is given back. */
  void reset() {
    reader.reset();
    tokenizer.reset();
  }

  @Override
  public void feed(ByteBuffer chunk) {
    tokenizer.feed(chunk);
  }

  @Override
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

  @Override
  public AnswerForm answerForm() {
    return reader.answerForm();
  }

  @Override
  public void close() {
    reader.close();
  }
}

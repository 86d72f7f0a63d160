package io.scoria.codec;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/** Decodes {@code application/json}: the form that {@link InputsReader} reads. */
public final class RequestDecoder implements BodyDecoder {
  private final InputsReader reader;
  private final JsonTokenizer tokenizer;

  public RequestDecoder(Signature signature, BufferPool pool) {
    reader = new InputsReader(signature, pool);
    tokenizer = new JsonTokenizer(reader);
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
  public void close() {
    reader.close();
  }
}

package io.scoria.pipeline;

import io.scoria.admission.Permit;
import io.scoria.call.Exchange;
import io.scoria.call.Outcome;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.Servable;
import io.scoria.codec.RequestDecoder;
import io.scoria.codec.RequestDecoder.Decoded;
import io.scoria.codec.ResponseEncoder;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** One scoring call. Owns its permit and its decoder until it ends. */
final class ScoreExchange implements Exchange {
  private final Servable servable;
  private final Permit permit;
  private final RequestDecoder decoder;

  ScoreExchange(Servable servable, Permit permit, BufferPool pool) {
    this.servable = servable;
    this.permit = permit;
    decoder = new RequestDecoder(servable.signature(), pool);
  }

  @Override
  public void feed(ByteBuffer chunk) {
    decoder.feed(chunk);
  }

  @Override
  public void finish(Consumer<Reply> done) {
    Decoded decoded = decoder.finish();
    decoder.close();
    switch (decoded) {
      case Decoded.Rejected(Refusal refusal) -> end(Replies.refused(refusal), done);
      case Decoded.Inputs(List<Tensor> inputs) ->
          servable.submit(inputs, outcome -> end(reply(outcome), done));
    }
  }

  @Override
  public void abandon() {
    decoder.close();
    permit.close();
  }

  private void end(Reply reply, Consumer<Reply> done) {
    permit.close();
    done.accept(reply);
  }

  private Reply reply(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Scored(List<Tensor> outputs) -> scored(outputs);
      case Outcome.Refused(Refusal refusal) -> Replies.refused(refusal);
      case Outcome.Failed(Throwable cause) -> Replies.failed(cause);
    };
  }

  private Reply scored(List<Tensor> outputs) {
    try {
      var body = ResponseEncoder.encode(servable.signature().outputs(), outputs);
      return new Reply(200, Reply.JSON, body.toBuffer(), null);
    } catch (RuntimeException | OutOfMemoryError e) {
      return Replies.failed(e);
    } finally {
      Tensor.closeAll(outputs);
    }
  }
}

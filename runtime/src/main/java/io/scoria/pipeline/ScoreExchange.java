package io.scoria.pipeline;

import io.scoria.admission.Permit;
import io.scoria.call.Call;
import io.scoria.call.Exchange;
import io.scoria.call.Loop;
import io.scoria.call.Outcome;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.RequestIdentity;
import io.scoria.call.Servable;
import io.scoria.call.Timing;
import io.scoria.codec.AnswerForm;
import io.scoria.codec.BinaryEncoder;
import io.scoria.codec.BodyDecoder;
import io.scoria.codec.BodyDecoder.Decoded;
import io.scoria.codec.ResponseEncoder;
import io.scoria.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One scoring call. Owns its permit and its decoder until it ends. */
final class ScoreExchange implements Exchange {
  private static final Refusal ANSWER_TOO_LARGE =
      new Refusal(Reason.TENSOR_TOO_LARGE, "The answer is larger than this server has memory for.");

  private final Servable servable;
  private final Permit permit;
  private final BodyDecoder decoder;
  private final boolean binaryAnswer;
  private final QueueWait queueWait;
  private final long arrivalNanos;
  private final long deadlineNanos;
  private final @Nullable Loop loop;
  private final RequestIdentity identity;
  private final ArrivingBodies arriving;
  private AnswerForm form = AnswerForm.RESULT;
  private boolean counted; // among those arriving
  private long countedAt;
  private long decodeNanos;
  private long submittedNanos;
  private @Nullable Call call; // once the body has ended

  ScoreExchange(
      Servable servable,
      Permit permit,
      BodyDecoder decoder,
      boolean binaryAnswer,
      QueueWait queueWait,
      ArrivingBodies arriving,
      long arrivalNanos,
      long deadlineNanos,
      RequestIdentity identity,
      @Nullable Loop loop) {
    this.servable = servable;
    this.permit = permit;
    this.arrivalNanos = arrivalNanos;
    this.deadlineNanos = deadlineNanos;
    this.loop = loop;
    this.identity = identity;
    this.decoder = decoder;
    this.binaryAnswer = binaryAnswer;
    this.queueWait = queueWait;
    this.arriving = arriving;
  }

  @Override
  public long deadlineNanos() {
    return deadlineNanos;
  }

  @Override
  public void feed(ByteBuffer chunk) {
    long startNanos = System.nanoTime();
    decoder.feed(chunk);
    decodeNanos += System.nanoTime() - startNanos;
  }

  @Override
  public void bodyIsComing() {
    if (!counted) {
      counted = true;
      countedAt = arriving.begin(System.nanoTime());
    }
  }

  private void bodyHasEnded() {
    decoder.close();
    if (counted) {
      arriving.end(countedAt);
    }
  }

  @Override
  public void finish(Consumer<Reply> done) {
    long startNanos = System.nanoTime();
    Decoded decoded = decoder.finish();
    form = decoder.answerForm();
    bodyHasEnded();
    submittedNanos = System.nanoTime();
    decodeNanos += submittedNanos - startNanos;
    switch (decoded) {
      case Decoded.Rejected(Refusal refusal) -> {
        permit.close();
        done.accept(refused(refusal));
      }
      case Decoded.Inputs(List<Tensor> inputs) -> submit(inputs, done);
    }
  }

  private void submit(List<Tensor> inputs, Consumer<Reply> done) {
    long leftMs = Math.max(0, (deadlineNanos - submittedNanos) / 1_000_000);
    Call submitted = new Call(inputs, arrivalNanos, deadlineNanos, loop, o -> end(o, done));
    long waitNanos = servable.predictedWaitNanos(submitted);
    long runNanos = waitNanos == 0 ? 0 : servable.predictedRunNanos(submitted);
    Refusal tooLong = queueWait.refuse(waitNanos, runNanos, leftMs);
    if (tooLong != null) {
      submitted.closeInputs();
      submitted.end(new Outcome.Refused(tooLong));
      return;
    }
    call = submitted;
    servable.submit(submitted);
  }

  @Override
  public void abandon() {
    Call submitted = call;
    if (submitted == null) {
      bodyHasEnded();
      permit.close();
    } else {
      submitted.end(new Outcome.Abandoned());
    }
  }

  /** Told once, by whoever ends the call. */
  private void end(Outcome outcome, Consumer<Reply> done) {
    permit.close();
    switch (outcome) {
      case Outcome.Scored scored -> done.accept(scored(scored));
      case Outcome.Refused(Refusal refusal) -> done.accept(refused(refusal));
      case Outcome.Failed(Throwable cause) ->
          done.accept(Replies.failed(cause, identity).withTiming(timing(Reply.RUN_FAILED)));
      case Outcome.Abandoned abandoned -> {}
    }
  }

  private Reply refused(Refusal refusal) {
    boolean ran = refusal.reason() == Reason.INFERENCE_FAILED;
    return Replies.refused(refusal).withTiming(timing(ran ? Reply.RUN_FAILED : Reply.NOT_RUN));
  }

  /** Of a call that was not scored. */
  private Timing timing(long runNanos) {
    return new Timing(decodeNanos, Timing.UNKNOWN, runNanos, Timing.UNKNOWN, 0);
  }

  private Reply scored(Outcome.Scored scored) {
    try {
      String type = binaryAnswer ? Reply.BINARY : Reply.JSON;
      long startNanos = System.nanoTime();
      ByteBuffer body = body(scored);
      Timing timing = timing(scored.run(), System.nanoTime() - startNanos);
      return new Reply(200, type, body, null, List.of(), timing, null);
    } catch (OutOfMemoryError e) { // of the one large array of the answer
      return Replies.refused(ANSWER_TOO_LARGE);
    } catch (RuntimeException e) {
      return Replies.failed(e, identity);
    }
  }

  private Timing timing(Outcome.Run run, long encodeNanos) {
    long queueNanos = Math.max(0, run.startNanos() - submittedNanos);
    return new Timing(decodeNanos, queueNanos, run.nanos(), encodeNanos, run.rows());
  }

  private ByteBuffer body(Outcome.Scored scored) {
    return binaryAnswer
        ? BinaryEncoder.encode(scored)
        : ResponseEncoder.encode(servable.signature().outputs(), scored, form).toBuffer();
  }
}

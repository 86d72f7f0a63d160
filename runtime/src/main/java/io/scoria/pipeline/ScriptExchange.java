package io.scoria.pipeline;

import io.scoria.admission.Permit;
import io.scoria.call.Exchange;
import io.scoria.call.Header;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.call.RequestIdentity;
import io.scoria.entry.LoadedScript;
import io.scoria.entry.ScriptCall;
import io.scoria.entry.ScriptOutcome;
import io.scoria.entry.ScriptRequest;
import io.scoria.tensor.BufferPool;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call of an entry script. Owns its permit and the memory of its body until it ends. */
final class ScriptExchange implements Exchange {
  private static final Refusal FAILED =
      new Refusal(
          Reason.SCRIPT_FAILED,
          "An unexpected error occurred in scoring script. Check the logs for more info.");
  private static final Refusal CRASHED =
      new Refusal(
          Reason.WORKER_CRASHED,
          "The process that ran the entry script ended while it ran this call. The server's log"
              + " tells why.");

  private final LoadedScript script;
  private final Permit permit;
  private final BufferPool memory;
  private final BodyBuffer body;
  private final String method;
  private final String target;
  private final List<Header> headers;
  private final RequestIdentity identity;
  private final long timeoutMs;
  private final long arrivalNanos;
  private final long deadlineNanos;
  private long submittedNanos;
  private @Nullable ScriptCall call; // once the body has ended

  ScriptExchange(
      LoadedScript script, Permit permit, BufferPool memory, RequestHead head, long timeoutMs) {
    this.script = script;
    this.permit = permit;
    this.memory = memory;
    this.timeoutMs = timeoutMs;
    arrivalNanos = head.arrivalNanos();
    body = new BodyBuffer(memory);
    method = head.method();
    target = head.target();
    headers = script.readsHeaders() ? withoutCredentials(head.headers()) : List.of();
    identity = head.identity();
    deadlineNanos = arrivalNanos + timeoutMs * 1_000_000;
  }

  private static List<Header> withoutCredentials(List<Header> all) {
    return all.stream().filter(h -> !h.name().equalsIgnoreCase("authorization")).toList();
  }

  @Override
  public long deadlineNanos() {
    return deadlineNanos;
  }

  @Override
  public void feed(ByteBuffer chunk) {
    body.add(chunk);
  }

  @Override
  public void finish(Consumer<Reply> done) {
    Refusal refusal = body.refusal();
    if (refusal != null) {
      end(new ScriptOutcome.Refused(refusal), done);
      return;
    }
    int query = target.indexOf('?');
    ScriptRequest request =
        new ScriptRequest(
            method,
            query < 0 ? target : target.substring(0, query),
            query < 0 ? "" : target.substring(query + 1),
            headers,
            body.toBuffer(),
            identity);
    submittedNanos = System.nanoTime();
    call = new ScriptCall(request, arrivalNanos, deadlineNanos, o -> end(o, done));
    script.submit(call);
  }

  @Override
  public void abandon() {
    ScriptCall submitted = call;
    if (submitted == null) {
      release();
    } else {
      submitted.end(new ScriptOutcome.Abandoned());
    }
  }

  /** What it took beside the run of the script, it waited: for its turn, or on its way. */
  private Reply timed(Reply reply) {
    long runNanos = reply.runNanos();
    if (runNanos < 0) {
      return reply;
    }
    long queueNanos = Math.max(0, System.nanoTime() - submittedNanos - runNanos);
    return reply.withTiming(reply.timing().withQueueNanos(queueNanos));
  }

  private void release() {
    permit.close();
    memory.unreserve(body.reservedBytes());
  }

  /** Told once, by whoever ends the call. */
  private void end(ScriptOutcome outcome, Consumer<Reply> done) {
    release();
    switch (outcome) {
      case ScriptOutcome.Answered(Reply reply) -> done.accept(timed(reply));
      case ScriptOutcome.Refused(Refusal refusal) -> done.accept(refused(refusal));
      case ScriptOutcome.Failed failed -> done.accept(failed(FAILED));
      case ScriptOutcome.Crashed crashed -> done.accept(failed(CRASHED));
      case ScriptOutcome.TimedOut(long ms) ->
          done.accept(failed(timeout(Reason.SCRIPT_TIMEOUT, ms)));
      case ScriptOutcome.Abandoned abandoned -> {}
    }
  }

  /**
   * In the original, the container knew no deadline but that of its script, and answered 500; the
   * router, which did, makes it 504.
   */
  private Reply refused(Refusal refusal) {
    return refusal.reason() == Reason.DEADLINE_EXCEEDED
        ? failed(timeout(Reason.DEADLINE_EXCEEDED, timeoutMs)).withStatus(500)
        : Replies.refused(refusal);
  }

  private static Refusal timeout(Reason reason, long ms) {
    return new Refusal(reason, "Scoring timeout after " + ms + " ms");
  }

  private static Reply failed(Refusal refusal) {
    return Replies.refused(refusal).withRunNanos(Reply.RUN_FAILED);
  }
}

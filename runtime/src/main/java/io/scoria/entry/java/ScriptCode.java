package io.scoria.entry.java;

import io.scoria.api.BadRequestException;
import io.scoria.api.EntryScript;
import io.scoria.call.Reply;
import io.scoria.codec.NotJsonException;
import io.scoria.entry.RunTimes;
import io.scoria.entry.ScriptCall;
import io.scoria.entry.ScriptOutcome;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.MDC;

/** Calls a script's code, and makes an outcome of whatever comes of it. Thread-safe. */
final class ScriptCode {
  /** Under which the log has the id of the request. */
  static final String REQUEST_ID = "requestId";

  private final EntryScript script;
  private final BodyInputs inputs;
  private final RunTimes times;
  private final Logger log;
  private final AtomicBoolean ran = new AtomicBoolean();

  ScriptCode(EntryScript script, BodyInputs inputs, RunTimes times, Logger log) {
    this.script = script;
    this.inputs = inputs;
    this.times = times;
    this.log = log;
  }

  /** Runs the script on this thread, which is the call's own. */
  ScriptOutcome answer(ScriptCall call) {
    MDC.put(REQUEST_ID, call.request().identity().requestId());
    boolean first = !ran.getAndSet(true);
    long startNanos = System.nanoTime();
    try {
      return answer(call, startNanos);
    } finally {
      times.add(1, System.nanoTime() - startNanos, first);
    }
  }

  private ScriptOutcome answer(ScriptCall call, long startNanos) {
    try {
      Object result =
          ScopedValue.where(ScriptModel.CALL, call)
              .call(() -> script.run(new RequestOfScript(call.request(), inputs)));
      long runNanos = System.nanoTime() - startNanos;
      return new ScriptOutcome.Answered(ResultEncoder.encode(result).withRunNanos(runNanos));
    } catch (BadRequestException e) {
      return refused(e, System.nanoTime() - startNanos);
    } catch (RefusedRunException e) {
      return e.refusal().reason().isTemporary()
          ? new ScriptOutcome.Refused(e.refusal())
          : failed(call, e);
    } catch (NotJsonException e) {
      log.error("what the script returned cannot be sent: {}", e.getMessage());
      return new ScriptOutcome.Failed();
    } catch (Throwable e) { // of the script, errors too: they end the call and nothing else
      return failed(call, e);
    }
  }

  private ScriptOutcome refused(BadRequestException e, long runNanos) {
    try {
      Reply reply = ResultEncoder.refused(e);
      return new ScriptOutcome.Answered(reply.withRunNanos(runNanos));
    } catch (NotJsonException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private ScriptOutcome failed(ScriptCall call, Throwable e) {
    if (call.isEnded()) {
      log.debug("the script failed after its call had ended", e);
    } else {
      log.error("the script failed", e);
    }
    return new ScriptOutcome.Failed();
  }

  void close() {
    try {
      script.close();
    } catch (Throwable e) { // of the script
      log.error("the script failed in close", e);
    }
  }
}

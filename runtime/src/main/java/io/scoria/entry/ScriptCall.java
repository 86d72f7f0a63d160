package io.scoria.entry;

import io.scoria.call.Ending;
import java.util.function.Consumer;

/** One request on its way through an entry script. */
public final class ScriptCall extends Ending<ScriptOutcome> {
  private final ScriptRequest request;
  private final long arrivalNanos;
  private final long deadlineNanos;

  /**
   * A call that waits.
   *
   * @param deadlineNanos by {@link System#nanoTime}; the script ends the call then
   * @param done told the outcome exactly once, on any thread
   */
  public ScriptCall(
      ScriptRequest request, long arrivalNanos, long deadlineNanos, Consumer<ScriptOutcome> done) {
    super(done);
    this.request = request;
    this.arrivalNanos = arrivalNanos;
    this.deadlineNanos = deadlineNanos;
  }

  public ScriptRequest request() {
    return request;
  }

  public long arrivalNanos() {
    return arrivalNanos;
  }

  public long deadlineNanos() {
    return deadlineNanos;
  }
}

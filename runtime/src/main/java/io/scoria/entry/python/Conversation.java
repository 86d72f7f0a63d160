package io.scoria.entry.python;

import io.scoria.entry.ScriptCall;
import io.scoria.entry.ScriptOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls on one worker. Used by the worker's thread; {@link #expire} by the one that watches
 * over deadlines.
 */
final class Conversation {
  /** Nothing runs that has a time. */
  private static final long NEVER = Long.MAX_VALUE;

  private final Worker worker;
  private final FrameChannel channel;
  private final CallWriter writer;
  private final ModelCalls model;
  private final int timeoutMs;

  /** Written by the worker's thread before and after a run. */
  private volatile @Nullable Run current;

  /** When the worker is ended, or {@link #NEVER}; written as {@link #current}. */
  private volatile long killNanos = NEVER;

  private volatile boolean killed;

  Conversation(Worker worker, ModelCalls model, int timeoutMs) {
    this.worker = worker;
    this.model = model;
    this.timeoutMs = timeoutMs;
    channel = worker.channel();
    writer = new CallWriter(channel, worker.needs());
  }

  /** The worker never took the calls: another can run them. */
  static final class NotTakenException extends IOException {
    private static final long serialVersionUID = 1L;

    NotTakenException(IOException cause) {
      super(cause);
    }
  }

  /**
   * Runs the calls, and ends each; blocks until the last has ended, and its stream.
   *
   * @throws NotTakenException where none was begun, nor ended
   * @throws IOException where the worker is lost; then the calls that have not ended are the
   *     caller's to end
   */
  void run(List<ScriptCall> calls) throws IOException, InterruptedException {
    Run run = new Run(calls, System.nanoTime(), timeoutMs);
    killNanos = run.endNanos() + Run.GRACE_NANOS;
    current = run;
    try {
      Frame first = begin(run);
      for (int i = 0; i < calls.size(); i++) {
        Frame frame = i == 0 ? first : answer(run.endNanos());
        end(run, calls.get(i), frame);
      }
    } finally {
      current = null;
      killNanos = NEVER;
    }
  }

  private Frame begin(Run run) throws IOException, InterruptedException {
    try {
      send(run);
    } catch (IOException e) {
      throw new NotTakenException(e);
    }
    Frame first;
    try {
      first = channel.receive();
    } catch (IOException e) {
      throw !killed && isReset(e) ? new NotTakenException(e) : e;
    }
    return answerAfter(first, run.endNanos());
  }

  /** A reset instead of an end: the process ended before it had read all that was sent. */
  private static boolean isReset(IOException problem) {
    return String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT).contains("reset");
  }

  private void send(Run run) throws IOException {
    List<ScriptCall> calls = run.calls();
    if (calls.size() == 1) {
      writer.send(calls.getFirst(), run.limitNanos(calls.getFirst()));
    } else {
      long[] limits = calls.stream().mapToLong(run::limitNanos).toArray();
      writer.send(calls, limits);
    }
  }

  private Frame answer(long deadlineNanos) throws IOException, InterruptedException {
    return answerAfter(channel.receive(), deadlineNanos);
  }

  /** The answer to a call; until it comes, the script may call the model. */
  private Frame answerAfter(Frame first, long deadlineNanos)
      throws IOException, InterruptedException {
    Frame frame = first;
    while (frame.kind() == Kind.MODEL_RUN) {
      model.answer(channel, frame.payload(), deadlineNanos);
      frame = channel.receive();
    }
    return frame;
  }

  private void end(Run run, ScriptCall call, Frame frame) throws IOException, InterruptedException {
    ByteBuffer payload = frame.payload();
    switch (frame.kind()) {
      case Kind.ANSWER_JSON -> call.end(AnswerReader.json(payload));
      case Kind.ANSWER -> call.end(AnswerReader.answer(payload, null));
      case Kind.FAILED -> call.end(new ScriptOutcome.Failed());
      case Kind.INTERRUPTED -> run.endLate(call);
      case Kind.REFUSED -> call.end(AnswerReader.refused(payload));
      case Kind.STREAM -> stream(call, payload);
      default -> throw new IOException("a worker answered " + frame.kind());
    }
  }

  private void stream(ScriptCall call, ByteBuffer payload)
      throws IOException, InterruptedException {
    PieceStream stream = new PieceStream(TimeUnit.MILLISECONDS.toNanos(timeoutMs));
    killNanos = NEVER;
    if (!call.end(AnswerReader.answer(payload, stream))) {
      stream.close(); // nobody took it
    }
    stream.serve(this::ask);
  }

  private Frame ask(int kind, ByteBuffer payload, long limitNanos)
      throws IOException, InterruptedException {
    long endNanos = System.nanoTime() + limitNanos;
    killNanos = endNanos + Run.GRACE_NANOS;
    try {
      channel.send(kind, payload);
      return answer(endNanos);
    } finally {
      killNanos = NEVER;
    }
  }

  /** True where the worker was ended because its script would not end. */
  boolean killed() {
    return killed;
  }

  /** Ends the calls whose time is up, and the worker where its script does not see that. */
  void expire(long nowNanos) {
    Run run = current;
    if (run != null) {
      run.expire(nowNanos);
    }
    long kill = killNanos;
    if (kill != NEVER && nowNanos - kill >= 0 && !killed) {
      killed = true;
      worker.kill();
    }
  }
}

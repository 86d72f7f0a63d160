package io.scoria.entry.python;

import java.util.concurrent.atomic.AtomicReference;

/** Where the process of a worker that is not ready yet can be found, to be ended. Thread-safe. */
final class WorkerSlot {
  private final AtomicReference<State> state = new AtomicReference<>(new Empty());

  private sealed interface State {}

  private record Empty() implements State {}

  private record Holds(ProcessHandle process) implements State {}

  private record Closed() implements State {}

  /** A process is being made ready; ended at once where the slot is closed. */
  void put(ProcessHandle process) {
    State before = state.getAndUpdate(s -> s instanceof Closed ? s : new Holds(process));
    if (before instanceof Closed) {
      process.destroyForcibly();
    }
  }

  /** The process is ready, or has ended. */
  void clear() {
    state.updateAndGet(s -> s instanceof Closed ? s : new Empty());
  }

  boolean isClosed() {
    return state.get() instanceof Closed;
  }

  /** Ends the process that is here, and every one that will be. */
  void close() {
    if (state.getAndSet(new Closed()) instanceof Holds(ProcessHandle process)) {
      process.destroyForcibly();
    }
  }
}

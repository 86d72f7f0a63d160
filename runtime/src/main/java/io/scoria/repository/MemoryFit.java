package io.scoria.repository;

import io.scoria.config.ExecutionConfig;
import io.scoria.config.MemoryPlan;
import io.scoria.config.PolicyOverrides;
import io.scoria.engine.Footprint;
import io.scoria.engine.ModelLoadException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Keeps a model within the memory that is planned for it: refuses one that does not fit, before it
 * is loaded, and has one that fits once only not be loaded several times.
 *
 * @param progress told what is left out, in lines for people
 */
record MemoryFit(MemoryPlan plan, Consumer<String> progress) {
  /**
   * How to run the model.
   *
   * @param size of the model
   * @throws ModelLoadException if it does not fit
   */
  ExecutionConfig within(ExecutionConfig execution, Path model, Footprint size)
      throws ModelLoadException {
    String whyNot = plan.whyNot(size.diskBytes(), size.sessionBytes()).orElse("");
    if (!whyNot.isEmpty()) {
      throw new ModelLoadException(model + " " + whyNot);
    }
    return withoutSecondSession(withoutLoopSessions(execution, size), size);
  }

  /** On event loops each of them has a session. */
  private ExecutionConfig withoutLoopSessions(ExecutionConfig execution, Footprint size) {
    PolicyOverrides given = execution.overrides();
    if (!given.tick() || plan.fits((1 + execution.loops()) * size.sessionBytes())) {
      return execution;
    }
    progress.accept("  not on event loops: there is no memory for a session of each");
    return execution.withOverrides(given.withTick(false));
  }

  /** Calibration has a session of one thread, and beside it one of more. */
  private ExecutionConfig withoutSecondSession(ExecutionConfig execution, Footprint size) {
    PolicyOverrides given = execution.overrides();
    OptionalInt threads = given.intraOpThreads();
    boolean second = threads.orElse(execution.processors()) > 1;
    if (execution.calibrationMs() == 0 || !second || plan.fits(2 * size.sessionBytes())) {
      return execution;
    }
    if (threads.isPresent()) {
      progress.accept("  not measured: there is no memory for a second session to compare with");
      return execution.withCalibrationMs(0);
    }
    progress.accept(
        "  one thread for each run: there is no memory for a second session to compare");
    return execution.withOverrides(given.withIntraOpThreads(1));
  }
}

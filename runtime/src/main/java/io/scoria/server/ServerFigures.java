package io.scoria.server;

import io.scoria.admission.Admission;
import io.scoria.auth.FailedAttempts;
import io.scoria.call.Reason;
import io.scoria.config.ExecutionConfig;
import io.scoria.telemetry.Meter;
import io.scoria.telemetry.MeterSource;
import io.scoria.telemetry.Readings;
import io.scoria.tensor.BufferPool;
import io.scoria.transport.LoopWatch;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The figures of what a server has whatever it serves: calls, memory, credentials, event loops.
 *
 * @param ready whether calls can be scored
 * @param loops that score; null before there are any
 */
record ServerFigures(
    ExecutionConfig config,
    Admission admission,
    BufferPool pool,
    FailedAttempts attempts,
    BooleanSupplier ready,
    Supplier<@Nullable LoopWatch> loops,
    BuildInfo build)
    implements MeterSource {

  @Override
  public void read(Readings readings) {
    build.read(readings);
    readings.add(Meter.READY, ready.getAsBoolean() ? 1 : 0);
    readings.add(Meter.CALLS_IN_FLIGHT, admission.inFlight());
    readings.add(Meter.CALLS_LIMIT, config.maxCallsInFlight());
    readings.add(Meter.BODY_BYTES, admission.bodyBytes());
    readings.add(Meter.TENSOR_BYTES, pool.usedBytes());
    readings.add(Meter.TENSOR_LIMIT, pool.limitBytes());
    for (Reason reason : Reason.values()) {
      if (reason.status() == 401 || reason.status() == 403) {
        readings.add(Meter.FAILED_CREDENTIALS, attempts.count(reason), reason.code());
      }
    }
    LoopWatch watched = loops.get();
    List<Long> worst = watched == null ? List.of() : watched.worstNanos();
    for (int loop = 0; loop < worst.size(); loop++) {
      readings.add(Meter.LOOP_DELAY, worst.get(loop) / 1e9, Integer.toString(loop));
    }
  }
}

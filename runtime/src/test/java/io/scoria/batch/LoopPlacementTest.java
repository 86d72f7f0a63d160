package io.scoria.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Call;
import io.scoria.call.FakeLoop;
import io.scoria.config.ExecutionConfig;
import io.scoria.config.PolicyOverrides;
import io.scoria.engine.RunControl;
import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which models run on the event loops though a run of them is not short. */
final class LoopPlacementTest {
  private static final Path FILE = Path.of("model.onnx");
  private static final int PROCESSORS = 4;
  private static final int LOOPS = 4;

  private final BufferPool pool = new BufferPool(1 << 20);
  private final Sleeping single = new Sleeping(LoopPlacementTest::gainingMicros);
  private FakeEngine engine = new FakeEngine(() -> new Sleeping(LoopPlacementTest::gainingMicros));

  /** A row of many costs a fraction of what it costs alone. */
  private static long gainingMicros(long rows) {
    return 300 + 10 * rows;
  }

  private BatchedModelFactory factory(PolicyOverrides given) {
    ExecutionConfig config =
        new ExecutionConfig(PROCESSORS, LOOPS, 1, 1, 1 << 24, 1, 1, 500, given);
    return new BatchedModelFactory(engine, config, pool, line -> {});
  }

  private BatchPolicy decide(Session measured, PolicyOverrides given) throws Exception {
    return factory(given).measure(FILE, measured, List.of(FakeSession.column(1))).policy();
  }

  @Test
  void aModelThatGainsByBatchesRunsOnTheEventLoops() throws Exception {
    BatchPolicy policy = decide(single, PolicyOverrides.NONE);
    assertThat(policy.reason())
        .startsWith("tick: ")
        .contains(
            " a row; calls of more than %d rows on instances, and not on instances 1 x 4 threads, batch "
                .formatted(policy.maxTickCallRows()));
    assertThat(policy.maxTickRows()).isGreaterThanOrEqualTo(8);
    // A run of 64 takes 0.94 ms, one of 128 longer than a call may hold a loop.
    assertThat(policy.maxTickCallRows()).isBetween(1, 64).isLessThan(policy.maxTickRows());
    assertThat(policy.intraOpThreads()).isOne();
    assertThat(policy.instances()).isEqualTo(PROCESSORS);
  }

  @Test
  void theEventLoopsAndTheInstancesShareItsSession() throws Exception {
    BatchedModelFactory factory = factory(PolicyOverrides.NONE);
    List<Tensor> sample = List.of(FakeSession.column(1));
    Measurement measured = factory.measure(FILE, single, sample);
    engine.loaded.clear();
    BatchedModel model = factory.open("m", FILE, single, measured, sample);
    assertThat(engine.loaded).isEmpty();
    assertThat(model.close(20_000)).isTrue();
    assertThat(single.closed).hasValue(1);
  }

  @Test
  void whatWaitsForInstancesIsNotBeforeACallThatALoopRuns() throws Exception {
    BatchedModelFactory factory = factory(PolicyOverrides.NONE);
    List<Tensor> sample = List.of(FakeSession.column(1));
    Measurement measured = factory.measure(FILE, single, sample);
    BatchedModel model = factory.open("m", FILE, single, measured, sample);
    List<Call> large = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      large.add(call(1024)); // each takes an instance for 10 ms
      model.submit(large.getLast());
    }
    assertThat(model.predictedWaitNanos(call(measured.policy().maxTickCallRows() + 1)))
        .isPositive();
    assertThat(model.predictedWaitNanos(call(1))).isZero();
    assertThat(model.predictedWaitNanos(3)).as("its rows are not known yet").isZero();
    assertThat(model.close(20_000)).isTrue();
    assertThat(large).allMatch(Call::isEnded);
  }

  private static Call call(int rows) {
    long nowNanos = System.nanoTime();
    List<Tensor> inputs = List.of(FakeSession.column(new float[rows]));
    return new Call(
        inputs, nowNanos, nowNanos + TimeUnit.MINUTES.toNanos(1), new FakeLoop(), outcome -> {});
  }

  @Test
  void aLoneCallIsNotToTakeFarLongerThanWithAllProcessors() throws Exception {
    engine = new FakeEngine(() -> new Sleeping(rows -> rows == 1 ? 20 : 50 + 5 * rows));
    OptionalInt free = OptionalInt.empty();
    PolicyOverrides given = new PolicyOverrides(free, free, OptionalInt.of(64), true);
    BatchPolicy policy = decide(new Sleeping(rows -> 700 + 10 * rows), given);
    assertThat(policy.reason()).startsWith("instances: ").contains("; no tick: ", " and alone ");
    assertThat(policy.maxTickRows()).isZero();
  }

  @Test
  void aModelThatGainsNothingByBatchesRunsOnInstances() throws Exception {
    BatchPolicy policy = decide(new Sleeping(rows -> 400 * rows), PolicyOverrides.NONE);
    assertThat(policy.maxTickRows()).isZero();
    assertThat(policy.reason()).contains("more than 60 us, and a row of a batch takes more than");
  }

  @Test
  void aSlowModelRunsOnInstances() throws Exception {
    assertThat(decide(new Sleeping(rows -> 3_000 + 10 * rows), PolicyOverrides.NONE).maxTickRows())
        .isZero();
  }

  @Test
  void instancesThatAreGivenAreUsed() throws Exception {
    OptionalInt free = OptionalInt.empty();
    PolicyOverrides given = new PolicyOverrides(OptionalInt.of(2), free, free, true);
    BatchPolicy policy = decide(single, given);
    assertThat(policy.maxTickRows()).isZero();
    assertThat(policy.reason()).contains("and how it runs on instances is given; given: instances");
  }

  /** Doubles every value, and takes a time for it that follows from the rows. */
  private static final class Sleeping implements Session {
    private static final long SPIN_NANOS = 100_000; // sleep is not precise enough

    private final FakeSession inner = new FakeSession();
    private final LongUnaryOperator micros;
    private final AtomicInteger closed = new AtomicInteger();

    Sleeping(LongUnaryOperator microsOfRows) {
      micros = microsOfRows;
    }

    @Override
    public Signature signature() {
      return inner.signature();
    }

    @Override
    public boolean timeFollowsFromShapes() {
      return true;
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, @Nullable RunControl control) throws RunException {
      long rows = inputs.getFirst().shape().dim(0);
      long startNanos = System.nanoTime();
      long endNanos = startNanos + TimeUnit.MICROSECONDS.toNanos(micros.applyAsLong(rows));
      for (long left = endNanos - startNanos; left > 0; left = endNanos - System.nanoTime()) {
        if (left > SPIN_NANOS) {
          LockSupport.parkNanos(left);
        } else {
          Thread.onSpinWait();
        }
      }
      return inner.run(inputs, control);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}

package io.scoria.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.ExecutionConfig;
import io.scoria.config.PolicyOverrides;
import io.scoria.engine.RunControl;
import io.scoria.engine.Session;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is given of a policy is kept, and only the rest is chosen. */
final class OverriddenPolicyTest {
  private static final Path FILE = Path.of("model.onnx");
  private static final OptionalInt FREE = OptionalInt.empty();
  private static final int PROCESSORS = 4;
  private static final int MEASURED_MS = 200;

  private final BufferPool pool = new BufferPool(1 << 20);
  private final FakeSession session = new FakeSession();
  private final FakeEngine engine = new FakeEngine(FakeSession::new);

  @AfterEach
  void nothingIsLeft() {
    assertThat(pool.usedBytes()).isZero();
  }

  private BatchPolicy decide(Session measured, int calibrationMs, PolicyOverrides given)
      throws Exception {
    ExecutionConfig config =
        new ExecutionConfig(PROCESSORS, 1, 1, 1, 1, 1, 1, calibrationMs, given);
    BatchedModelFactory factory = new BatchedModelFactory(engine, config, pool, line -> {});
    return factory.measure(FILE, measured, List.of(FakeSession.column(1))).policy();
  }

  private static PolicyOverrides given(
      OptionalInt instances, OptionalInt threads, OptionalInt rows) {
    return new PolicyOverrides(instances, threads, rows, false);
  }

  @Test
  void aSmallModelRunsOnEventLoopsWhereNothingIsGiven() throws Exception {
    BatchPolicy policy = decide(session, MEASURED_MS, PolicyOverrides.NONE);
    assertThat(policy.reason()).startsWith("tick: ").doesNotContain("given");
    assertThat(policy.maxTickRows()).isPositive();
    assertThat(policy.joins()).isTrue();
  }

  @Test
  void withoutTicksASmallModelRunsOnInstances() throws Exception {
    BatchPolicy policy = decide(session, MEASURED_MS, given(FREE, FREE, FREE));
    assertThat(policy.maxTickRows()).isZero();
    assertThat(policy.reason()).startsWith("instances: ").endsWith("; given: tick off");
    assertThat(engine.loaded).isSubsetOf(PROCESSORS);
  }

  @Test
  void theThreadsOfARunThatAreGivenAreTheOnesThatAreMeasured() throws Exception {
    BatchPolicy policy = decide(session, MEASURED_MS, given(FREE, OptionalInt.of(2), FREE));
    assertThat(policy.intraOpThreads()).isEqualTo(2);
    assertThat(policy.instances()).isEqualTo(PROCESSORS / 2);
    assertThat(engine.loaded).containsExactly(2);
    assertThat(policy.reason())
        .startsWith("instances: 2 x 2 threads, batch ")
        .endsWith("; given: intra-op-threads 2, tick off")
        .doesNotContain("not 4 x");
  }

  @Test
  void theInstancesThatAreGivenAreMeasuredWithOneThreadOrAllProcessors() throws Exception {
    BatchPolicy policy = decide(session, 1000, given(OptionalInt.of(2), FREE, FREE));
    assertThat(policy.instances()).isEqualTo(2);
    assertThat(policy.intraOpThreads()).isIn(1, 2);
    assertThat(engine.loaded).containsExactly(2);
    assertThat(policy.reason()).contains("2 x 1 thread,", "2 x 2 threads,", "; given: instances 2");
  }

  @Test
  void bothThatAreGivenLeaveNothingToCompare() throws Exception {
    PolicyOverrides given = given(OptionalInt.of(3), OptionalInt.of(5), FREE);
    BatchPolicy policy = decide(session, MEASURED_MS, given);
    assertThat(policy.instances()).isEqualTo(3);
    assertThat(policy.intraOpThreads()).isEqualTo(5);
    assertThat(engine.loaded).containsExactly(5);
  }

  @Test
  void theRowsOfABatchThatAreGivenAreNotExceededByMeasuring() throws Exception {
    BatchPolicy policy =
        decide(
            session, MEASURED_MS, given(OptionalInt.of(1), OptionalInt.of(1), OptionalInt.of(6)));
    assertThat(policy.joins()).isTrue();
    assertThat(policy.maxBatchRows()).isEqualTo(6);
    assertThat(session.runs).contains(4L).doesNotContain(8L);
    assertThat(policy.reason()).contains("batch 6: ");
  }

  @Test
  void batchesOnEventLoopsHaveNoMoreRowsThanGiven() throws Exception {
    PolicyOverrides given = new PolicyOverrides(FREE, FREE, OptionalInt.of(2), true);
    BatchPolicy policy = decide(session, MEASURED_MS, given);
    assertThat(policy.maxTickRows()).isBetween(1, 2);
    assertThat(policy.maxBatchRows()).isEqualTo(2);
    assertThat(policy.reason()).startsWith("tick: ").endsWith("; given: max-batch-rows 2");
  }

  @Test
  void batchesOfOneRowJoinNothing() throws Exception {
    PolicyOverrides given = new PolicyOverrides(FREE, FREE, OptionalInt.of(1), true);
    BatchPolicy policy = decide(session, MEASURED_MS, given);
    assertThat(policy.joins()).isFalse();
    assertThat(policy.reason()).endsWith("; given: max-batch-rows 1").doesNotContain("unbatched");
    assertThat(session.runs).as("independence is not asked for").doesNotContain(3L);
  }

  @Test
  void rowsThatDependOnEachOtherAreNotJoinedWhateverIsGiven() throws Exception {
    BatchPolicy policy = decide(new Dependent(), MEASURED_MS, given(FREE, FREE, OptionalInt.of(8)));
    assertThat(policy.joins()).isFalse();
    assertThat(policy.maxBatchRows()).isEqualTo(1);
    assertThat(policy.reason()).contains("unbatched: rows are answered otherwise");
  }

  @Test
  void withoutMeasuringWhatIsGivenIsUsedAndTheRestIsUnbatched() throws Exception {
    BatchPolicy policy = decide(session, 0, given(OptionalInt.of(3), FREE, FREE));
    assertThat(policy)
        .isEqualTo(
            new BatchPolicy(
                false,
                0,
                0,
                1,
                3,
                1,
                "unbatched, not measured: calibration is off; given: instances 3, tick off"));
    assertThat(session.runs).isEmpty();
  }

  @Test
  void withoutMeasuringThreadsThatAreGivenShareTheProcessors() throws Exception {
    BatchPolicy policy = decide(session, 0, given(FREE, OptionalInt.of(2), FREE));
    assertThat(policy.instances()).isEqualTo(PROCESSORS / 2);
    assertThat(policy.intraOpThreads()).isEqualTo(2);
  }

  @Test
  void withoutMeasuringRowsAreJoinedOnlyOnceTheyAreFoundIndependent() throws Exception {
    BatchPolicy policy = decide(session, 0, given(FREE, FREE, OptionalInt.of(8)));
    assertThat(policy.joins()).isTrue();
    assertThat(policy.maxBatchRows()).isEqualTo(8);
    assertThat(session.runs).containsExactly(3L, 1L, 1L, 1L);
    BatchPolicy dependent = decide(new Dependent(), 0, given(FREE, FREE, OptionalInt.of(8)));
    assertThat(dependent.joins()).isFalse();
    assertThat(dependent.maxBatchRows()).isEqualTo(1);
    assertThat(dependent.reason()).contains("unbatched: rows are answered otherwise");
  }

  /** A row's answer depends on how many stand with it. */
  private static final class Dependent implements Session {
    @Override
    public Signature signature() {
      return new FakeSession().signature();
    }

    @Override
    public boolean timeFollowsFromShapes() {
      return true;
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, @Nullable RunControl control) {
      DenseTensor x = (DenseTensor) inputs.getFirst();
      return List.of(
          FakeSession.tensor(
              x.shape(), i -> x.data().getFloat(i * Float.BYTES) * x.shape().dim(0)));
    }

    @Override
    public void close() {}
  }
}

package io.scoria.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.FakeLoop;
import io.scoria.call.Reason;
import io.scoria.engine.PreparedRun;
import io.scoria.engine.RunControl;
import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.Shape;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that are set up once, in the batches of an event loop. */
final class PreparedRunsTest {
  private final Preparing session = new Preparing();
  private final BufferPool pool = new BufferPool(1 << 20);
  private final TickBatch tick =
      new TickBatch(session, pool, new LatencyTable(), new BatchSizes(), 100);
  private final FakeLoop loop = new FakeLoop();

  /** Doubles values like a {@link FakeSession}, and can set up runs. */
  private final class Preparing implements Session {
    private final FakeSession runs = new FakeSession();
    private final List<Shape> prepared = new ArrayList<>();
    private int preparedRuns;
    private int closed;
    private boolean misstates; // prepared runs fail whatever the values
    private boolean refuses; // to set up runs

    @Override
    public Signature signature() {
      return runs.signature();
    }

    @Override
    public boolean timeFollowsFromShapes() {
      return true;
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, @Nullable RunControl control) throws RunException {
      return runs.run(inputs, control);
    }

    @Override
    public @Nullable PreparedRun prepare(List<Shape> inputShapes) {
      prepared.addAll(inputShapes);
      return refuses ? null : new Prepared(zeros(inputShapes.getFirst()));
    }

    @Override
    public void close() {
      assertThat(closed).as("prepared runs are closed first").isEqualTo(prepared.size());
    }

    private final class Prepared implements PreparedRun {
      private final DenseTensor input;
      private final DenseTensor output;

      Prepared(DenseTensor input) {
        this.input = input;
        output = zeros(input.shape());
      }

      @Override
      public List<DenseTensor> inputs() {
        return List.of(input);
      }

      @Override
      public List<Tensor> outputs() {
        return List.of(output);
      }

      @Override
      public void run() throws RunException {
        preparedRuns++;
        if (misstates) {
          throw new RunException(true, "another shape", new IllegalStateException("shape"));
        }
        List<Tensor> results = runs.run(List.of(input), null);
        output.data().put(0, ((DenseTensor) results.getFirst()).data(), 0, output.data().limit());
        Tensor.closeAll(results);
      }

      @Override
      public void close() {
        closed++;
        input.close();
        output.close();
      }
    }
  }

  private static DenseTensor zeros(Shape shape) {
    return (DenseTensor) FakeSession.tensor(shape, i -> 0f);
  }

  @AfterEach
  void nothingIsLeft() {
    tick.close();
    assertThat(pool.usedBytes()).isZero();
  }

  private List<Caller> run(Tensor... inputs) {
    List<Caller> callers = new ArrayList<>();
    for (Tensor input : inputs) {
      Caller caller = Caller.on(loop, input);
      tick.add(caller.call, loop);
      callers.add(caller);
    }
    loop.endIteration();
    return callers;
  }

  @Test
  void aRunIsSetUpOnceForEachNumberOfRows() throws Exception {
    for (int time = 0; time < 3; time++) {
      List<Caller> callers =
          run(FakeSession.column(1 + time), FakeSession.column(20 + time, 30 + time));
      assertThat(callers.getFirst().ending()).isEqualTo(List.of(2f + 2 * time));
      assertThat(callers.getLast().ending()).isEqualTo(List.of(40f + 2 * time, 60f + 2 * time));
      assertThat(run(FakeSession.column(7)).getFirst().ending()).isEqualTo(List.of(14f));
    }
    assertThat(session.prepared).containsExactly(Shape.of(3, 1), Shape.of(1, 1));
    assertThat(session.preparedRuns).isEqualTo(6);
  }

  @Test
  void aPoisonousRowHurtsItsOwnCallAloneAndRunsStayPrepared() throws Exception {
    List<Caller> callers = run(FakeSession.column(1), FakeSession.column(FakeSession.POISON));
    assertThat(callers.getFirst().ending()).isEqualTo(List.of(2f));
    assertThat(callers.getLast().ending()).isEqualTo(Reason.INFERENCE_FAILED);
    assertThat(run(FakeSession.column(3), FakeSession.column(4)).getLast().ending())
        .isEqualTo(List.of(8f));
    assertThat(session.preparedRuns).isEqualTo(2);
  }

  @Test
  void runsAreSetUpOneByOneWhereThePreparedOnesFailForNoFaultOfTheCalls() throws Exception {
    session.misstates = true;
    for (int time = 0; time < 3; time++) {
      List<Caller> callers = run(FakeSession.column(1), FakeSession.column(2));
      assertThat(callers.getFirst().ending()).isEqualTo(List.of(2f));
      assertThat(callers.getLast().ending()).isEqualTo(List.of(4f));
    }
    assertThat(session.preparedRuns).isEqualTo(1);
  }

  @Test
  void rowsOfAnotherShapeAreRunAsTheyAre() throws Exception {
    run(FakeSession.column(1));
    Tensor wide = FakeSession.tensor(Shape.of(1, 2), i -> 5f + i);
    assertThat(run(wide).getFirst().ending()).isEqualTo(List.of(10f, 12f));
    assertThat(run(FakeSession.column(3)).getFirst().ending()).isEqualTo(List.of(6f));
    assertThat(session.prepared).containsExactly(Shape.of(1, 1));
  }

  @Test
  void manyRowsAreRunAsTheyAre() throws Exception {
    Tensor many = FakeSession.tensor(Shape.of(65, 1), i -> i);
    assertThat(run(many).getFirst().ending()).isInstanceOf(List.class);
    assertThat(session.prepared).isEmpty();
  }

  @Test
  void aSessionThatCannotSetUpRunsIsAskedOnce() throws Exception {
    session.refuses = true;
    for (int time = 0; time < 3; time++) {
      assertThat(run(FakeSession.column(1)).getFirst().ending()).isEqualTo(List.of(2f));
    }
    assertThat(session.prepared).hasSize(1);
    session.closed = 1; // none was there to close
  }

  private void repeat(int times, boolean asTick) throws RunException {
    List<Tensor> inputs = List.of(FakeSession.column(1, 2));
    try (RepeatedRun run = RepeatedRun.of(session, inputs, 2, asTick)) {
      for (int time = 0; time < times; time++) {
        run.run();
      }
    }
    assertThat(session.closed).isEqualTo(session.prepared.size());
  }

  @Test
  void whatIsTimedForTicksIsSetUpOnceAsTheyDoIt() throws Exception {
    repeat(3, false);
    assertThat(session.prepared).isEmpty();
    repeat(3, true);
    assertThat(session.prepared).containsExactly(Shape.of(2, 1));
    assertThat(session.preparedRuns).isEqualTo(3);
  }

  @Test
  void whatIsTimedIsSetUpEachTimeWhereItDoesNotRunOtherwise() throws Exception {
    session.misstates = true;
    repeat(3, true);
    assertThat(session.preparedRuns).isEqualTo(1);
  }
}

package io.scoria.batch;

import io.scoria.call.Call;
import io.scoria.call.Loop;
import io.scoria.call.Outcome;
import io.scoria.call.Refusal;
import io.scoria.call.Servable;
import io.scoria.engine.Session;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.Signature;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A model that scores in batches: calls of few rows of a small model on the event loop that read
 * them, or between the virtual threads that make them; all others on instances.
 */
public final class BatchedModel implements Servable {
  private final String name;
  private final Signature signature;
  private final BatchPolicy policy;
  private final List<Long> calibratedNanos;
  private final LatencyTable latencies;
  private final BatchSizes sizes = new BatchSizes();
  private final List<TickBatch> ticks;
  private final List<VirtualTick> virtualTicks; // as many as loops
  private final InstanceExecutor instances;
  private final List<Session> loopSessions;
  private final int capacity;

  /**
   * @param loops that run it; 0 where the policy has none do so
   * @param loopSessions one for each of the loops; empty where they share that of the instances.
   *     This closes all sessions
   */
  BatchedModel(
      String name,
      Signature signature,
      BatchPolicy policy,
      List<Long> measuredNanos,
      Session instanceSession,
      int loops,
      List<Session> loopSessions,
      BufferPool pool,
      long maxQueueBytes) {
    this.name = name;
    this.signature = signature;
    this.policy = policy;
    calibratedNanos = List.copyOf(measuredNanos);
    latencies = LatencyTable.of(measuredNanos);
    this.loopSessions = List.copyOf(loopSessions);
    capacity = Capacity.of(policy, measuredNanos, loops);
    int rows = joinedRows(policy.maxTickRows());
    ticks =
        IntStream.range(0, loops)
            .mapToObj(loop -> loopSessions.isEmpty() ? instanceSession : loopSessions.get(loop))
            .map(session -> new TickBatch(session, pool, latencies, sizes, rows))
            .toList();
    virtualTicks = ticks.stream().map(loop -> virtualTick(instanceSession, pool, rows)).toList();
    instances =
        new InstanceExecutor(
            instanceSession,
            pool,
            latencies,
            sizes,
            policy.instances(),
            joinedRows(policy.maxBatchRows()),
            maxQueueBytes);
  }

  /** On the instances' session: where scripts make the calls, the instances have few. */
  private VirtualTick virtualTick(Session session, BufferPool pool, int rows) {
    return new VirtualTick(
        new TickBatch(session, pool, latencies, sizes, rows, BatchPlace.VIRTUAL));
  }

  private int joinedRows(int rows) {
    return policy.joins() ? rows : 0;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Signature signature() {
    return signature;
  }

  public BatchPolicy policy() {
    return policy;
  }

  /**
   * How often batches of a size occurred.
   *
   * @param rows from so many to less than twice as many
   */
  public record BatchSize(long rows, long batches) {}

  public List<BatchSize> batchSizes() {
    return sizes.toList();
  }

  /** What was counted of its batches so far. */
  public BatchFigures batches() {
    return sizes.figures();
  }

  /**
   * The fewest calls of one row in flight with which it is as fast as it gets, nearly: by what was
   * measured when it was loaded, so that it stays the same for as long as the model is served.
   */
  public int capacity() {
    return capacity;
  }

  /** Calls that wait for an instance. */
  public int waitingCalls() {
    return instances.waiting();
  }

  /** Calls that run, wherever that is. May be off by those that come and go at the moment. */
  public int runningCalls() {
    int running = Math.max(0, instances.size() - instances.waiting());
    for (TickBatch tick : ticks) {
      running += tick.runningCalls();
    }
    for (VirtualTick tick : virtualTicks) {
      running += tick.runningCalls();
    }
    return running;
  }

  /** Calls that wait for an instance, or run on one. */
  public int callsOnInstances() {
    return instances.size();
  }

  /** What runs of 1, 2, 4, ... rows took when it was calibrated; 0 where that was not measured. */
  public List<Long> calibratedNanos() {
    return calibratedNanos;
  }

  /** What runs of 1, 2, 4, ... rows take of late; 0 where that is not known. */
  public List<Long> runNanos() {
    return latencies.toList();
  }

  /**
   * Nothing while it is not known how many rows the call has, where with few it waits for no
   * instance.
   */
  @Override
  public long predictedWaitNanos(int callsBefore) {
    return policy.maxTickRows() > 0 ? 0 : instances.predictedWaitNanos(callsBefore);
  }

  @Override
  public long predictedWaitNanos(Call call) {
    Loop loop = call.loop();
    return loop != null && mayRunOn(loop, call) ? 0 : instances.predictedWaitNanos(0);
  }

  @Override
  public long predictedRunNanos(Call call) {
    return instances.predictedRunNanos(call.rows());
  }

  @Override
  public void submit(Call call) {
    Loop loop = call.loop();
    if (loop != null && mayRunOn(loop, call)) {
      ticks.get(loop.index()).add(call, loop);
      return;
    }
    if (loop == null && mayRunOnVirtualTick(call)) {
      virtualTick().add(call);
      return;
    }
    Refusal refused = instances.submit(call);
    if (refused != null) {
      call.closeInputs();
      call.end(new Outcome.Refused(refused));
    }
  }

  private boolean mayRunOn(Loop loop, Call call) {
    return loop.index() < ticks.size() && call.rows() <= policy.maxTickCallRows();
  }

  private boolean mayRunOnVirtualTick(Call call) {
    return !virtualTicks.isEmpty()
        && call.rows() <= policy.maxTickCallRows()
        && Thread.currentThread().isVirtual();
  }

  /** The first that runs nothing now: with few, batches are large. */
  private VirtualTick virtualTick() {
    for (VirtualTick tick : virtualTicks) {
      if (!tick.isRunning()) {
        return tick;
      }
    }
    return virtualTicks.get(ThreadLocalRandom.current().nextInt(virtualTicks.size()));
  }

  /**
   * Takes no more calls, runs those that wait, and closes the sessions. The event loops have no
   * calls of this model any more.
   *
   * @return false where a run did not end in time
   */
  public boolean close(long timeoutMs) throws InterruptedException {
    ticks.forEach(TickBatch::close);
    loopSessions.forEach(Session::close);
    boolean ended = true;
    for (VirtualTick tick : virtualTicks) {
      ended &= tick.close(timeoutMs);
    }
    return ended && instances.close(timeoutMs);
  }
}

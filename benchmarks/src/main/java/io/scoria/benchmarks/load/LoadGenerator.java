package io.scoria.benchmarks.load;

import io.netty.channel.EventLoopGroup;
import io.scoria.benchmarks.load.LoadRun.Share;
import io.scoria.benchmarks.process.CpuMeter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends requests to a server of this machine and counts what becomes of them. Nothing is sent
 * twice, and no error is left out. Owns a few event loops; one run at a time.
 */
public final class LoadGenerator implements AutoCloseable {
  private static final double WARM_UP_LIMIT_SECONDS = 20;
  private static final double DRAIN_LIMIT_SECONDS = 30;
  private static final double OPEN_DRAIN_LIMIT_SECONDS = 5;
  private static final long POLL_MS = 20;
  private static final long START_DELAY_NANOS = 200_000_000;

  private final EventLoopGroup group;
  private final int threads;

  /**
   * Starts event loops.
   *
   * @param threads as many as event loops
   */
  public LoadGenerator(int threads) {
    this.threads = threads;
    group = Transport.eventLoops(threads);
  }

  public int threads() {
    return threads;
  }

  /** How many event loops suit this machine, whose processors the server needs too. */
  public static int defaultThreads() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
  }

  /** Sends as many requests at once as there are connections, each as soon as the last is back. */
  public LoadResult closedLoop(
      Target target, RequestBytes request, ClosedPlan plan, CpuMeter server)
      throws InterruptedException {
    return closedLoop(target, request, plan, server, WindowListener.NONE);
  }

  /** As above, with somebody told of the window. */
  public LoadResult closedLoop(
      Target target,
      RequestBytes request,
      ClosedPlan plan,
      CpuMeter server,
      WindowListener listener)
      throws InterruptedException {
    Supplier<Recorder> recorders = () -> new Recorder(plan.expectedLength(), Long.MAX_VALUE, 0);
    try (var run = new LoadRun<>(group, target, request, ClosedPacer::new, recorders)) {
      run.connect(plan.connections());
      double perSecond = warmUp(run, plan);
      listener.beforeWindow();
      long fromNanos = run.nowNanos();
      CpuWindow cpu = CpuWindow.open(server);
      run.exchange(recorders);
      run.sleepUntil(fromNanos + (long) (plan.windowSeconds(perSecond) * 1e9));
      LoadResult.Cpu used = cpu.close();
      List<Recorder> counted = run.exchange(recorders);
      double seconds = (run.nowNanos() - fromNanos) / 1e9;
      listener.afterWindow();
      run.stop();
      run.awaitZero(LoadLoop::underway, DRAIN_LIMIT_SECONDS);
      return LoadResult.of(seconds, counted, used);
    }
  }

  /**
   * Until time is up and every connection can have been answered. Returns requests scored per
   * second; where none was, all answers.
   */
  private static double warmUp(LoadRun<?> run, ClosedPlan plan) throws InterruptedException {
    long fromNanos = run.nowNanos();
    run.sleepUntil(fromNanos + (long) (plan.warmUpSeconds() * 1e9));
    long limitNanos = fromNanos + (long) (WARM_UP_LIMIT_SECONDS * 1e9);
    long answers = run.sum(loop -> loop.recorder().answers());
    while (answers < plan.connections() && run.nowNanos() < limitNanos) {
      Thread.sleep(POLL_MS);
      answers = run.sum(loop -> loop.recorder().answers());
    }
    long scored = run.sum(loop -> loop.recorder().ok);
    return (scored > 0 ? scored : answers) * 1e9 / (run.nowNanos() - fromNanos);
  }

  /** Sends requests when they are due, whatever became of the ones before. */
  public LoadResult openLoop(Target target, RequestBytes request, OpenPlan plan, CpuMeter server)
      throws InterruptedException {
    Supplier<Recorder> nobody = () -> new Recorder(plan.expectedLength(), 0, Long.MAX_VALUE);
    try (var run = new LoadRun<>(group, target, request, LoadGenerator::pacer, nobody)) {
      run.connect(plan.maxConnections());
      long startNanos = run.nowNanos() + START_DELAY_NANOS;
      long fromNanos = startNanos + (long) (plan.warmUpSeconds() * 1e9);
      long toNanos = fromNanos + (long) (plan.seconds() * 1e9);
      run.exchange(() -> new Recorder(plan.expectedLength(), plan.deadlineNanos(), fromNanos));
      begin(run, plan, startNanos, toNanos);
      run.sleepUntil(fromNanos);
      CpuWindow cpu = CpuWindow.open(server);
      run.sleepUntil(toNanos);
      double clientProcessors = cpu.clientProcessors();
      run.awaitZero(LoadLoop::underway, OPEN_DRAIN_LIMIT_SECONDS);
      LoadResult.Cpu used = cpu.close(clientProcessors);
      return LoadResult.of(plan.seconds(), end(run, nobody), used);
    }
  }

  private static OpenPacer pacer(NanoClock clock) {
    return new OpenPacer(clock, OpenPlan.CONNECTIONS_AT_FIRST);
  }

  private static void begin(LoadRun<OpenPacer> run, OpenPlan plan, long startNanos, long endNanos) {
    List<Share<OpenPacer>> shares = run.shares();
    for (int i = 0; i < shares.size(); i++) {
      Share<OpenPacer> share = shares.get(i);
      ArrivalSchedule schedule = plan.schedule(startNanos, endNanos, i, shares.size());
      share
          .loop()
          .on(
              LoadRun.asSupplier(() -> {
                share.pacer().begin(schedule, plan.patienceNanos(), share.loop().recorder());
                share.loop().wakeInTime();
              }));
    }
  }

  /** Counts what is left as never sent or never answered. */
  private static List<Recorder> end(LoadRun<OpenPacer> run, Supplier<Recorder> nobody) {
    for (Share<OpenPacer> share : run.shares()) {
      share.loop().on(LoadRun.asSupplier(share.pacer()::giveUp));
    }
    run.stop();
    run.closeConnections();
    return run.exchange(nobody);
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}

package io.scoria.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The connections of one run, on all event loops. Used by one thread, which is none of them. */
final class LoadRun<P extends Pacer> implements AutoCloseable {
  /** Fewer than a listener's backlog commonly holds. */
  private static final int CONNECTS_AT_ONCE = 128;

  private static final long POLL_MS = 2;

  private final NanoClock clock = NanoClock.startingNow();
  private final ByteBuf request;
  private final List<Share<P>> shares = new ArrayList<>();

  /** What one event loop has of the run. */
  record Share<P extends Pacer>(LoadLoop loop, P pacer) {}

  /**
   * @param pacers makes one for each event loop
   */
  LoadRun(
      EventLoopGroup group,
      Target target,
      RequestBytes request,
      Function<NanoClock, P> pacers,
      Supplier<Recorder> recorders) {
    this.request = request.toDirectBuffer();
    for (EventExecutor executor : group) {
      P pacer = pacers.apply(clock);
      EventLoop loop = (EventLoop) executor;
      shares.add(
          new Share<>(
              new LoadLoop(loop, clock, target, this.request, pacer, recorders.get()), pacer));
    }
  }

  /** Opens connections, spread evenly over the event loops, and waits for them. */
  void connect(int connections) {
    int loops = shares.size();
    for (int i = 0; i < loops; i++) {
      int left = connections / loops + (i < connections % loops ? 1 : 0);
      while (left > 0) {
        int now = Math.min(left, CONNECTS_AT_ONCE);
        shares.get(i).loop().connect(now);
        left -= now;
      }
    }
  }

  List<Share<P>> shares() {
    return shares;
  }

  long nowNanos() {
    return clock.nowNanos();
  }

  /** A figure of each loop, read on it, added up. */
  long sum(ToLongFunction<LoadLoop> figure) {
    long sum = 0;
    for (Share<P> share : shares) {
      sum += share.loop().on(() -> figure.applyAsLong(share.loop()));
    }
    return sum;
  }

  /** Begins a new window; returns what the last one counted. */
  List<Recorder> exchange(Supplier<Recorder> recorders) {
    List<Recorder> last = new ArrayList<>();
    for (Share<P> share : shares) {
      Recorder next = recorders.get();
      last.add(share.loop().on(() -> share.loop().exchange(next)));
    }
    return last;
  }

  void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - clock.nowNanos();
    if (left > 0) {
      Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
    }
  }

  /** Waits until a figure of all loops together has fallen to zero, or time is up. */
  void awaitZero(ToLongFunction<LoadLoop> figure, double limitSeconds) throws InterruptedException {
    long endNanos = clock.nowNanos() + (long) (limitSeconds * 1e9);
    while (sum(figure) > 0 && clock.nowNanos() < endNanos) {
      Thread.sleep(POLL_MS);
    }
  }

  /** Lets every loop send nothing more. */
  void stop() {
    for (Share<P> share : shares) {
      share.loop().on(asSupplier(share.loop()::stop));
    }
  }

  void closeConnections() {
    for (Share<P> share : shares) {
      share.loop().on(asSupplier(share.loop()::closeConnections));
    }
  }

  @Override
  public void close() {
    stop();
    closeConnections();
    request.release();
  }

  static Supplier<Boolean> asSupplier(Runnable task) {
    return () -> {
      task.run();
      return true;
    };
  }
}

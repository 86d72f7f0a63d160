package io.scoria.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One event loop's share of a run: its connections, the pacer that drives them, the recorder that
 * counts. Confined to the event loop; {@link #on} and {@link #connect} are the way in from outside.
 */
final class LoadLoop {
  private static final int OK = 200;
  private static final long RECONNECT_NANOS = 10_000_000;
  private static final int MAX_RECONNECTS = 100_000;
  private static final int CONNECT_TIMEOUT_MS = 5000;

  private final EventLoop loop;
  private final NanoClock clock;
  private final Target target;
  private final ByteBuf request;
  private final Pacer pacer;
  private final Set<ClientConnection> connections = new LinkedHashSet<>();
  private Recorder recorder;
  private int underway;
  private int reconnects;
  private boolean stopped;
  private boolean waking;

  /**
   * @param request stays the caller's, who may release it once the connections are closed
   */
  LoadLoop(
      EventLoop loop,
      NanoClock clock,
      Target target,
      ByteBuf request,
      Pacer pacer,
      Recorder recorder) {
    this.loop = loop;
    this.clock = clock;
    this.target = target;
    this.request = request;
    this.pacer = pacer;
    this.recorder = recorder;
  }

  /** Runs something on the event loop and waits for it. Called on other threads. */
  <T> T on(Supplier<T> task) {
    return loop.submit(task::get).syncUninterruptibly().getNow();
  }

  /** Opens connections and waits for them. Called on other threads. */
  void connect(int count) {
    List<ChannelFuture> opening = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      opening.add(open());
    }
    opening.forEach(ChannelFuture::syncUninterruptibly);
  }

  private ChannelFuture open() {
    return new Bootstrap()
        .group(loop)
        .channel(Transport.socketType())
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
        .handler(new ClientConnection(this, request))
        .connect(target.address());
  }

  void onConnected(ClientConnection connection) {
    connections.add(connection);
    if (stopped) {
      connection.close();
    } else {
      pacer.onConnected(connection);
      wakeInTime();
    }
  }

  /** Counts a request in, and tells the moment. */
  long onSending() {
    underway++;
    return clock.nowNanos();
  }

  /**
   * @param free false where the connection takes no further request
   */
  void onAnswer(ClientConnection connection, boolean free, Answer answer) {
    underway--;
    recorder.answered(connection.intendedNanos(), connection.sentNanos(), clock.nowNanos(), answer);
    long restNanos = answer.status() == OK ? 0 : pacer.restNanos(answer);
    if (!free) {
      connection.restBeforeReopening(restNanos);
    } else if (restNanos > 0) {
      after(restNanos, () -> onRested(connection));
    } else if (!stopped) {
      onFree(connection);
    }
  }

  private void onRested(ClientConnection connection) {
    if (!stopped && connections.contains(connection)) {
      onFree(connection);
    }
  }

  private void onFree(ClientConnection connection) {
    pacer.onAnswered(connection);
    wakeInTime();
  }

  void onBroken(ClientConnection connection, String why) {
    underway--;
    recorder.broken(connection.intendedNanos(), why);
  }

  void onClosed(ClientConnection connection) {
    connections.remove(connection);
    pacer.onGone(connection);
    if (!stopped && reconnects < MAX_RECONNECTS) {
      reconnects++;
      after(Math.max(RECONNECT_NANOS, connection.restNanos()), this::reopen);
    }
  }

  private void reopen() {
    if (!stopped) {
      open()
          .addListener(opened -> {
            if (!opened.isSuccess()) {
              after(RECONNECT_NANOS, this::reopen);
            }
          });
    }
  }

  /** Asks for a call when the pacer wants one, unless one is on its way. */
  void wakeInTime() {
    long wakeNanos = pacer.wakeNanos();
    if (!waking && wakeNanos != ArrivalSchedule.NEVER) {
      waking = true;
      after(Math.max(0, wakeNanos - clock.nowNanos()), this::wake);
    }
  }

  private void wake() {
    waking = false;
    pacer.onTime();
    wakeInTime();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a task that throws is logged by the loop
  private void after(long nanos, Runnable task) {
    loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  int underway() {
    return underway;
  }

  int reconnects() {
    return reconnects;
  }

  Recorder recorder() {
    return recorder;
  }

  /** Counts in another recorder from here on; returns the one so far, then the caller's. */
  Recorder exchange(Recorder next) {
    Recorder last = recorder;
    recorder = next;
    return last;
  }

  /** Sends nothing more; what is under way may still be answered. */
  void stop() {
    stopped = true;
    pacer.stop();
  }

  /** Counts what was not answered, and closes every connection. */
  void closeConnections() {
    for (ClientConnection connection : List.copyOf(connections)) {
      if (connection.awaiting()) {
        recorder.unanswered(connection.intendedNanos(), clock.nowNanos());
      }
      connection.close();
    }
  }
}

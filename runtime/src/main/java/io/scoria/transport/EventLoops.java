package io.scoria.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.PlatformDependent;
import io.scoria.call.Loop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads that each serve many connections and never block. On Linux they wait with epoll through
 * Netty's native library, elsewhere through the JDK.
 */
public final class EventLoops implements AutoCloseable {
  private static final String LEAK_DETECTION = "io.netty.leakDetection.level";

  private final EventLoopGroup group;
  private final Map<EventLoop, Loop> loops;

  /**
   * @param name of the threads, to which their number is added
   */
  public EventLoops(String name, int threads) {
    if (System.getProperty(LEAK_DETECTION) == null) { // tests look for leaks, service does not
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }
    var ioHandler = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group = new MultiThreadIoEventLoopGroup(threads, new NumberedThreads(name), ioHandler);
    Map<EventLoop, Loop> byLoop = new HashMap<>();
    for (EventExecutor executor : group) {
      if (executor instanceof SingleThreadEventLoop loop) {
        byLoop.put(loop, new NettyLoop(byLoop.size(), loop, new LoopRest(loop)));
      }
    }
    loops = Map.copyOf(byLoop);
  }

  /**
   * So many bytes, or three quarters of the direct memory that this JVM allows where that is less:
   * buffers past it could not be had, and looking for them would hold up a loop.
   */
  public static long withinDirectMemory(long bytes) {
    return Math.min(bytes, directMemory() / 4 * 3);
  }

  /** The direct memory that this JVM allows, in bytes. */
  public static long directMemory() {
    return PlatformDependent.maxDirectMemory();
  }

  /** The loop of a channel, as the stages know it; null where it cannot run tasks at its end. */
  @Nullable Loop loopOf(Channel channel) {
    return loops.get(channel.eventLoop());
  }

  /** Watches whether they turn, by the index of each, for as long as there are loops. */
  public LoopWatch watch() {
    EventLoop[] byIndex = new EventLoop[loops.size()];
    loops.forEach((eventLoop, loop) -> byIndex[loop.index()] = eventLoop);
    return new LoopWatch(List.of(byIndex));
  }

  /** Waits until each has done what it had to do when this was called, or for so long. */
  void awaitTurn(long timeoutMs) {
    CountDownLatch turned = new CountDownLatch(loops.size());
    loops.keySet().forEach(loop -> loop.execute(turned::countDown));
    try {
      turned.await(timeoutMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  EventLoopGroup group() {
    return group;
  }

  static Class<? extends ServerChannel> channelType() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  /** Daemon threads named {@code NAME-1} and so on, of the kind that Netty is fast on. */
  private static final class NumberedThreads extends DefaultThreadFactory {
    private final String name;

    NumberedThreads(String name) {
      super(name, true);
      this.name = name;
    }

    @Override
    protected Thread newThread(Runnable work, String withNumbers) {
      return super.newThread(work, name + withNumbers.substring(withNumbers.lastIndexOf('-')));
    }
  }

  private record NettyLoop(int index, SingleThreadEventLoop loop, LoopRest rest) implements Loop {
    @Override
    public void atEndOfIteration(Runnable task) {
      loop.executeAfterEventLoopIteration(task);
    }

    @Override
    public void atEndOfNextIteration(Runnable task) {
      // A task of the loop at hand keeps it from waiting for what is not ready.
      loop.execute(() -> loop.executeAfterEventLoopIteration(task));
    }

    @Override
    public void afterNextRead(Runnable task) {
      // What is handed to the loop at the end of an iteration is done in the next, after its reads.
      atEndOfNextIteration(() -> loop.execute(task));
    }

    @Override
    public void onOverload() {
      rest.refused();
    }
  }

  /** Ends the threads. Their channels are closed beforehand. */
  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}

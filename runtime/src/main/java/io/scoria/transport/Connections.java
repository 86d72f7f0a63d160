package io.scoria.transport;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The open connections of a listener, and what they are told together. Thread-safe. */
final class Connections {
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  /** What those that are open, and all that come, were told; volatile for the loops that add. */
  private volatile ConnectionEvent.@Nullable Leave leave;

  /** One more, on its loop. It leaves when it closes. */
  void add(Channel connection) {
    open.add(connection);
    ConnectionEvent.Leave told = leave;
    if (told != null) { // once it has its handlers, and is active
      tell(connection, told);
    }
  }

  /** Those that are open now. */
  int count() {
    return open.size();
  }

  /** Only what is told first counts. */
  void leave(int idleMs) {
    if (leave == null) {
      ConnectionEvent.Leave told = new ConnectionEvent.Leave(idleMs);
      leave = told;
      tell(told);
    }
  }

  /** Tells those that are open. */
  void tell(ConnectionEvent event) {
    open.forEach(connection -> tell(connection, event));
  }

  private static void tell(Channel connection, ConnectionEvent event) {
    connection.eventLoop().execute(() -> connection.pipeline().fireUserEventTriggered(event));
  }

  /** Waits until those that are open now have closed; false where they have not in time. */
  boolean awaitNone(long timeoutMs) {
    return open.newCloseFuture().awaitUninterruptibly(timeoutMs, TimeUnit.MILLISECONDS);
  }

  /** Whatever they do. */
  void close(long timeoutMs) {
    open.close().awaitUninterruptibly(timeoutMs, TimeUnit.MILLISECONDS);
  }
}

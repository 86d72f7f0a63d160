package io.scoria.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/**
 * The end of a connection of which a request was answered before it was read to its end. It is
 * half-closed, and read for a while longer: closing it at once could reset it, and the client would
 * not see the reply.
 */
final class Linger {
  private static final long LINGER_MS = 2000;

  private Linger() {}

  /** Once the reply has gone out. */
  @SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do where closing fails
  static void after(ChannelFuture replied) {
    replied.addListener(done -> halfClose(replied.channel()));
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private static void halfClose(Channel channel) {
    if (channel instanceof DuplexChannel duplex && channel.isActive()) {
      TlsEnding.shutdownOutput(duplex);
      channel.eventLoop().schedule(() -> channel.close(), LINGER_MS, TimeUnit.MILLISECONDS);
    } else {
      channel.close();
    }
  }
}

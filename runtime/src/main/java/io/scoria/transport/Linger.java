package io.scoria.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/**
 * The end of a connection of which something was not read: a request that was answered before its
 * end, or those behind the last one. It is half-closed, and read for a while longer: closing it at
 * once could reset it, and the client would not see the replies (RFC 9112, section 9.6).
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

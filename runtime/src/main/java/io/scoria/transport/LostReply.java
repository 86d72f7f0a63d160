package io.scoria.transport;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a connection on which a reply could not be written. */
final class LostReply {
  private static final Logger LOG = LoggerFactory.getLogger(LostReply.class);

  /**
   * Closes it: the next reply must not take the place of the lost one. Needs a promise of its own
   * for each write; a void promise tells nobody of what fails before it is written.
   */
  static final ChannelFutureListener CLOSES = LostReply::closeWhereLost;

  private LostReply() {}

  @SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do where closing fails
  private static void closeWhereLost(ChannelFuture sent) {
    if (!sent.isSuccess()) {
      if (!(sent.cause() instanceof IOException)) {
        LOG.error("a reply could not be sent, so its connection is closed", sent.cause());
      }
      sent.channel().close();
    }
  }
}

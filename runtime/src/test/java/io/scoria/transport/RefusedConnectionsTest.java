package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RefusedConnectionsTest {
  private final List<String> told = new ArrayList<>();
  private final RefusedConnections refused =
      new RefusedConnections(
          Surface.PLAIN, request -> told.add(request.status() + " " + request.refusal()), 8);

  @Test
  void whoIsToldIsCounted() {
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel opened) {
                refused.refuse(opened, new IdSource());
              }
            });
    ByteBuf answer = channel.readOutbound();
    String text = answer.toString(StandardCharsets.US_ASCII);
    answer.release();
    assertThat(text).startsWith("HTTP/1.1 503 ").contains("too_many_connections");
    assertThat(told).containsExactly("503 TOO_MANY_CONNECTIONS");
    channel.finishAndReleaseAll();
  }
}

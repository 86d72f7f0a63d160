package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class HandshakesTest {
  private final Handshakes handshakes = new Handshakes(2);

  @Test
  void whereMoreBeginThanMayTheOldestIsGivenUp() {
    Channel first = new EmbeddedChannel();
    Channel second = new EmbeddedChannel();
    Channel third = new EmbeddedChannel();
    handshakes.begin(first);
    handshakes.begin(second);
    assertThat(first.isOpen()).isTrue();
    handshakes.begin(third);
    assertThat(first.isOpen()).isFalse();
    assertThat(second.isOpen()).isTrue();
    handshakes.end(first);
    assertThat(handshakes.going()).isEqualTo(2);
  }

  @Test
  void oneThatIsDoneMakesRoom() {
    Channel first = new EmbeddedChannel();
    handshakes.begin(first);
    handshakes.end(first);
    handshakes.begin(new EmbeddedChannel());
    handshakes.begin(new EmbeddedChannel());
    assertThat(first.isOpen()).isTrue();
    assertThat(handshakes.going()).isEqualTo(2);
  }
}

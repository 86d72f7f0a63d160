package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import org.junit.jupiter.api.Test;

class HandshakesTest {
  private final Handshakes handshakes = new Handshakes(2);

  @Test
  void noMoreBeginThanMay() {
    Promise<Object> done = new DefaultPromise<>(ImmediateEventExecutor.INSTANCE);
    assertThat(handshakes.begin()).isTrue();
    handshakes.until(done);
    assertThat(handshakes.begin()).isTrue();
    assertThat(handshakes.begin()).isFalse();
    done.setFailure(new IllegalStateException("no handshake"));
    assertThat(handshakes.begin()).isTrue();
    handshakes.abandon();
    assertThat(handshakes.going()).isEqualTo(1);
  }

  @Test
  void thereIsAlwaysRoomForSome() {
    assertThat(Handshakes.ofJvm().begin()).isTrue();
  }
}

package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.scoria.config.ConnectionLimits;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // an embedded channel closes at once
class ConnectionGateTest {
  private static final OptionalInt ANY = OptionalInt.empty();

  private static final class From extends EmbeddedChannel {
    private final String address;

    From(String address) {
      this.address = address;
    }

    @Override
    public SocketAddress remoteAddress() {
      return new InetSocketAddress(address, 1);
    }
  }

  @Test
  void asManyAreHeldAsMayBeAndOneThatClosesMakesRoom() {
    ConnectionGate gate = new ConnectionGate(new ConnectionLimits(OptionalInt.of(2), ANY, ANY));
    From first = new From("127.0.0.1");
    assertThat(gate.enter(first)).isTrue();
    assertThat(gate.enter(new From("127.0.0.2"))).isTrue();
    for (int i = 0; i < 10; i++) {
      From refused = new From("127.0.0.3");
      assertThat(gate.enter(refused)).isFalse();
      refused.close();
    }
    first.close();
    assertThat(gate.enter(new From("127.0.0.4"))).isTrue();
    assertThat(gate.enter(new From("127.0.0.5"))).isFalse();
  }

  @Test
  void oneAddressDoesNotTakeThePlacesOfOthers() {
    ConnectionGate gate =
        new ConnectionGate(new ConnectionLimits(OptionalInt.of(3), OptionalInt.of(1), ANY));
    From first = new From("127.0.0.1");
    assertThat(gate.enter(first)).isTrue();
    assertThat(gate.enter(new From("127.0.0.1"))).isFalse();
    assertThat(gate.enter(new From("127.0.0.2"))).isTrue();
    first.close();
    assertThat(gate.enter(new From("127.0.0.1"))).isTrue();
    assertThat(gate.enter(new From("127.0.0.3"))).isTrue();
    assertThat(gate.enter(new From("127.0.0.4"))).isFalse();
  }
}

package io.scoria.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerConfigTest {
  @Test
  void everyDefaultIsThis() {
    assertThat(ListenerConfig.defaults()).isEqualTo(new ListenerConfig("127.0.0.1", 5001));
  }

  @Test
  void everyComponentCanBeSet() {
    ListenerConfig config = new ListenerConfig("0.0.0.0", 8080);

    assertThat(config.host()).isEqualTo("0.0.0.0");
    assertThat(config.port()).isEqualTo(8080);
    assertThat(config).isNotEqualTo(ListenerConfig.defaults());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65535})
  void takesEveryPortThereIs(int port) {
    assertThat(new ListenerConfig("localhost", port).port()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65536, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void refusesAPortThatIsNone(int port) {
    assertThatThrownBy(() -> new ListenerConfig("localhost", port))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("port is " + port + "; give one from 0 to 65535");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void refusesAHostThatIsEmpty(String host) {
    assertThatThrownBy(() -> new ListenerConfig(host, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("host is empty")
        .hasMessageContaining("0.0.0.0");
  }
}

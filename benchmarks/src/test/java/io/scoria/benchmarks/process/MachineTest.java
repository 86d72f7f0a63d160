package io.scoria.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {
  @Test
  void memoryIsReadInKibibytes() {
    assertThat(Machine.memoryBytes("24650000 kB")).isEqualTo(24_650_000L * 1024);
    assertThat(Machine.memoryBytes("unknown")).isZero();
  }

  @Test
  void everyFactHasAValue() {
    Machine machine = Machine.read();
    assertThat(machine.processors()).isPositive();
    assertThat(machine.jdk()).contains(String.valueOf(Runtime.version().feature()));
    assertThat(machine.kernel()).isNotBlank();
  }
}

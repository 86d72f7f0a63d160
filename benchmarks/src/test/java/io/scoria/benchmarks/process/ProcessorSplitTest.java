package io.scoria.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorSplitTest {
  private static ProcessorSplit split(String server, String client) {
    return new ProcessorSplit(ProcessorSet.parse(server), ProcessorSet.parse(client));
  }

  @Test
  void listsAreReadAndWrittenAsLinuxHasThem() {
    ProcessorSet some = ProcessorSet.parse("0-2,5,8-9");
    assertThat(some.numbers()).containsExactly(0, 1, 2, 5, 8, 9);
    assertThat(some.toList()).isEqualTo("0-2,5,8-9");
    assertThat(some).hasToString("processors 0-2,5,8-9");
    assertThat(ProcessorSet.parse("3")).hasToString("processor 3");
  }

  @Test
  void theProcessorsOfAProcessStandInItsStatus() {
    String status = "Name:\tjava\nCpus_allowed:\tc2\nCpus_allowed_list:\t1,6-7\nMems_allowed:\t1\n";
    assertThat(ProcessorSet.allowed(status)).contains(ProcessorSet.parse("1,6-7"));
    assertThat(ProcessorSet.allowed("Name:\tjava\n")).isEmpty();
  }

  @Test
  void theFirstHalfIsTheServersAndTheRestItsClients() {
    assertThat(ProcessorSplit.of(ProcessorSet.parse("0-1"), 2)).contains(split("0", "1"));
    assertThat(ProcessorSplit.of(ProcessorSet.parse("2,4,6"), 3)).contains(split("2", "4,6"));
    assertThat(ProcessorSplit.of(ProcessorSet.parse("3"), 1)).isEmpty();
  }

  @Test
  void noMoreAreTakenThanAQuotaLetsRun() {
    assertThat(ProcessorSplit.of(ProcessorSet.parse("0-63"), 4)).contains(split("0-1", "2-3"));
    assertThat(ProcessorSplit.of(ProcessorSet.parse("0-63"), 1)).isEmpty();
  }
}

package io.scoria.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryPlanTest {
  private static final long MIB = 1L << 20;

  /** As the image has it: 15 % of the limit for the heap, and as much direct memory. */
  private static MemoryPlan image(long limitMib, int processors, int workers) {
    long share = limitMib * MIB * 15 / 100;
    return MemoryPlan.of(new MemoryLimit(limitMib * MIB, true), share, share, processors, workers);
  }

  @ParameterizedTest
  @CsvSource({
    "256, 1, 0, 63",
    "512, 1, 0, 242",
    "512, 1, 1, 202",
    "1024, 2, 0, 596",
    "1024, 2, 4, 436",
    "4096, 4, 0, 2739",
    "16384, 8, 0, 11324",
  })
  void modelsHaveWhatTheOtherPartsLeave(
      long limitMib, int processors, int workers, long modelsMib) {
    assertThat(image(limitMib, processors, workers).models() / MIB).isEqualTo(modelsMib);
  }

  @ParameterizedTest
  @CsvSource({"128, 1, 0", "256, 1, 0", "512, 2, 1", "4096, 4, 2", "16384, 16, 0"})
  void thePartsAreTheWhole(long limitMib, int processors, int workers) {
    MemoryPlan plan = image(limitMib, processors, workers);
    assertThat(plan.heap() + plan.direct() + plan.runtime() + plan.workers() + plan.models())
        .isEqualTo(limitMib * MIB);
  }

  @Test
  void aModelFitsUpToTheByte() {
    MemoryPlan plan = image(512, 1, 0);
    assertThat(plan.whyNot(1, plan.models())).isEmpty();
    assertThat(plan.whyNot(1, plan.models() + 1)).isPresent();
  }

  @Test
  void nothingFitsWhereTheOtherPartsAloneAreTooLarge() {
    MemoryPlan plan = image(128, 1, 0);
    assertThat(plan.models()).isNegative();
    assertThat(plan.whyNot(1, 1)).get().asString().contains("there is 0 MiB for models");
  }

  @Test
  void theLimitThatIsSaidToDoDoes() {
    String why = image(512, 1, 1).whyNot(150 * MIB, 300 * MIB).orElseThrow();
    long mib = Long.parseLong(why.replaceFirst("(?s).*A limit of (\\d+) MiB does.*", "$1"));
    assertThat(image(mib, 1, 1).whyNot(150 * MIB, 300 * MIB)).isEmpty();
    assertThat(image(mib - 2, 1, 1).whyNot(150 * MIB, 300 * MIB)).isPresent();
  }

  @Test
  void aMachineIsNotToldToGrow() {
    var plan = MemoryPlan.of(new MemoryLimit(512 * MIB, false), 128 * MIB, 128 * MIB, 1, 0);
    assertThat(plan.whyNot(150 * MIB, 300 * MIB)).get().asString().doesNotContain("A limit of");
  }

  @Test
  void thePlanIsOneLine() {
    assertThat(image(512, 1, 0).describe())
        .isEqualTo(
            "Memory: 512 MiB of the container = 76 MiB heap + 76 MiB direct + 116 MiB runtime + 242 MiB for models and their runs");
    assertThat(image(512, 1, 2).describe())
        .isEqualTo(
            "Memory: 512 MiB of the container = 76 MiB heap + 76 MiB direct + 116 MiB runtime + 80 MiB Python + 162 MiB for models and their runs");
  }

  @Test
  void memoryIsMoreThanNothing() {
    assertThatThrownBy(() -> new MemoryLimit(0, true)).isInstanceOf(IllegalArgumentException.class);
  }
}

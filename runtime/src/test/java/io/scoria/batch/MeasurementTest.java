package io.scoria.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MeasurementTest {
  private static final BatchPolicy POLICY = new BatchPolicy(true, 0, 0, 1, 1, 1, "");

  private static Measurement measured(long... micros) {
    List<Long> nanos = Arrays.stream(micros).map(each -> each * 1000).boxed().toList();
    return new Measurement(POLICY, nanos);
  }

  @Test
  void runsOfMoreRowsThatTakeFarLessTimeTellOfADisturbedMachine() {
    assertThat(measured(3804, 2692, 2922, 7241).isDisturbed()).isTrue();
    assertThat(measured(3804, 0, 2692).isDisturbed()).isTrue();
  }

  @Test
  void littleLessOrOfVeryShortRunsIsNoSign() {
    assertThat(Stream.of(measured(), measured(400, 420, 380, 700), measured(100, 60, 70)))
        .noneMatch(Measurement::isDisturbed);
  }
}

package io.scoria.benchmarks.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WelchTestTest {
  @Test
  void theStatisticIsThatOfTheFormula() {
    double[] first = {19.8, 20.4, 19.6, 17.8};
    double[] second = {28.2, 26.6, 20.1, 23.3, 25.2};
    // means 19.4 and 24.68; variances 1.2533 and 9.807: (19.4 - 24.68) / sqrt(1.2533 / 4 + 9.807 /
    // 5)
    assertThat(WelchTest.statistic(first, second)).isCloseTo(-3.5008, within(0.001));
    assertThat(WelchTest.statistic(second, first)).isCloseTo(3.5008, within(0.001));
  }

  @Test
  void samplesThatAreAlikeDoNotDiffer() {
    double[] same = {1, 2, 3};

    assertThat(WelchTest.statistic(same, same.clone())).isZero();
    assertThat(WelchTest.statistic(new double[] {1, 1}, new double[] {1, 1})).isZero();
  }
}

package io.scoria.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page for people says what the list says, and the list keeps to the rules for names. */
class MeterReferenceTest {
  private static final String WRITE = "scoria.write-reference";

  @Test
  void thePageHoldsEveryMeterAsTheListHasIt() throws IOException {
    Path page = root().resolve("docs/metrics.md");
    String text = Files.exists(page) ? Files.readString(page) : "";
    String expected = MeterReference.markdown();
    if (Boolean.getBoolean(WRITE)) {
      int from = text.indexOf(MeterReference.HEADING);
      text = (from < 0 ? text : text.substring(0, from)) + expected;
      Files.writeString(page, text);
    }
    assertThat(text)
        .as("docs/metrics.md; to write it anew, run this test with -D" + WRITE + "=true")
        .endsWith(expected);
  }

  @Test
  void everyNameKeepsToTheConventionOfPrometheus() {
    for (Meter meter : Meter.values()) {
      assertThat(meter.promName()).matches("(scoria|process|jvm)_[a-z_]+");
      assertThat(meter.promName().endsWith("_total"))
          .as(meter.promName())
          .isEqualTo(meter.kind() == Meter.Kind.COUNTER);
      assertThat(meter.promName().endsWith("_info"))
          .as(meter.promName())
          .isEqualTo(meter.kind() == Meter.Kind.INFO);
      if (Set.of("seconds", "bytes").contains(meter.unit())) {
        assertThat(meter.promName()).contains("_" + meter.unit());
      }
      assertThat(meter.meaning()).endsWith(".");
    }
    assertThat(Arrays.stream(Meter.values()).map(Meter::promName)).doesNotHaveDuplicates();
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("RATIONALE.md")) ? here : here.resolve("..").normalize();
  }
}

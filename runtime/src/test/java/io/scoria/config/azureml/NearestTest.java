package io.scoria.config.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> KNOWN = List.of("autoScaler.minReplicas", "numReplicas", "cpu");

  @Test
  void aSlipOfThePenOrOfCaseIsRecognized() {
    assertThat(Nearest.to("numReplica", KNOWN)).contains("numReplicas");
    assertThat(Nearest.to("NUMREPLICAS", KNOWN)).contains("numReplicas");
    assertThat(Nearest.to("mnuReplicas", KNOWN)).contains("numReplicas");
  }

  @Test
  void aKeyOutsideItsObjectIsRecognized() {
    assertThat(Nearest.to("minReplicas", KNOWN)).contains("autoScaler.minReplicas");
  }

  @Test
  void whatIsFarFromEverythingHasNoNearest() {
    assertThat(Nearest.to("somethingElse", KNOWN)).isEmpty();
    assertThat(Nearest.to("x", List.of())).isEmpty();
  }
}

package io.scoria.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServedModelTest {
  private static String served(String batches) {
    return """
    {"models":[{"name":"iris","inputs":[{"name":"x","type":"float","shape":"[rows, 4]"}],
    "decision":"tick: 1024 rows in 29 us","batched":true,"maxTickRows":1024,
    "runNanosByRows":[{"rows":1,"nanos":4547},{"rows":2,"nanos":4577}],
    "batchesByRows":[%s],"more":{"rows":9,"batches":9}}]}\
    """
        .formatted(batches);
  }

  @Test
  void theDecisionAndTheBatchesAreRead() throws Exception {
    ServedModel model =
        ServedModel.parse(served("{\"rows\":1,\"batches\":7},{\"rows\":32,\"batches\":50}"));
    assertThat(model.decision()).isEqualTo("tick: 1024 rows in 29 us");
    assertThat(model.batches().byRows()).containsOnlyKeys(1L, 32L).containsEntry(32L, 50L);
    assertThat(model.batches().total()).isEqualTo(57);
  }

  @Test
  void aWindowsBatchesAreThoseThatCameInIt() throws Exception {
    BatchCounts before =
        ServedModel.parse(served("{\"rows\":1,\"batches\":7},{\"rows\":8,\"batches\":50}"))
            .batches();
    BatchCounts after =
        ServedModel.parse(
                served(
                    "{\"rows\":1,\"batches\":7},{\"rows\":8,\"batches\":51},{\"rows\":64,\"batches\":2}"))
            .batches();
    assertThat(after.minus(before).byRows()).containsOnlyKeys(8L, 64L).containsEntry(64L, 2L);
    assertThat(after.minus(before).plus(before)).isEqualTo(after);
  }

  @Test
  void aServerThatServesNothingIsToldSo() {
    assertThatThrownBy(() -> ServedModel.parse("{\"models\":[]}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not tell");
  }
}

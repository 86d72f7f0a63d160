package io.scoria.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.batch.BatchPolicy;
import io.scoria.batch.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationStoreTest {
  private static final Measurement MEASURED =
      new Measurement(new BatchPolicy(true, 64, 16, 128, 2, 3, "a reason"), List.of(5L, 0L, 7L));

  @TempDir Path folder;
  private Path model = Path.of("");
  private CalibrationStore store = new CalibrationStore(model, "");

  @BeforeEach
  void aModel() throws IOException {
    model = Files.writeString(folder.resolve("model.onnx"), "a model");
    store = new CalibrationStore(folder.resolve("state"), "a machine");
  }

  private Path file() {
    return store.fileFor(model).orElseThrow();
  }

  @Test
  void findsWhatItKept() {
    assertThat(store.find(file())).isEmpty();
    store.keep(file(), model, MEASURED);
    assertThat(store.find(file())).contains(MEASURED);
  }

  @Test
  void knowsNothingOfAnotherModelOrAnotherMachine() throws IOException {
    store.keep(file(), model, MEASURED);
    CalibrationStore elsewhere = new CalibrationStore(folder.resolve("state"), "another machine");
    assertThat(elsewhere.find(elsewhere.fileFor(model).orElseThrow())).isEmpty();
    Files.writeString(model, "another model");
    assertThat(store.find(file())).isEmpty();
  }

  /** Else what was found of one model would be said of the other. */
  @Test
  void keepsWhatWasMeasuredOfAModelThatWasReplacedMeanwhileForThatModel() throws IOException {
    Path before = file();
    Files.writeString(model, "another model");
    store.keep(before, model, MEASURED);
    assertThat(store.find(file())).isEmpty();
    Files.writeString(model, "a model");
    assertThat(store.find(file())).contains(MEASURED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format=",
        "format=3",
        "joins=maybe",
        "instances=0",
        "instances=-1",
        "instances=x",
        "instances=99999999999",
        "intra-op-threads=0",
        "intra-op-threads=100000",
        "max-tick-rows=-5",
        "max-tick-rows=2147483647",
        "max-tick-call-rows=-1",
        "max-tick-call-rows=65",
        "max-batch-rows=0",
        "max-batch-rows=-7",
        "run-nanos=",
        "run-nanos=-1",
        "run-nanos=1,x",
        "run-nanos=1,9223372036854775807",
      })
  void measuresAgainWhereAFileHasBeenMadeNonsenseOf(String line) throws IOException {
    store.keep(file(), model, MEASURED);
    String key = line.substring(0, line.indexOf('=') + 1);
    String text = Files.readString(file());
    assertThat(text).contains("\n" + key);
    Files.writeString(file(), text.replaceAll("(?m)^" + key + ".*$", line));
    assertThat(store.find(file())).isEmpty();
    Files.writeString(file(), text.replaceAll("(?m)^" + key + ".*$", ""));
    assertThat(store.find(file())).isEmpty();
  }

  @Test
  void measuresAgainWhereSomethingElseStandsInThePlaceOfTheFile() throws IOException {
    Files.createDirectories(file());
    assertThat(store.find(file())).isEmpty();
  }

  @Test
  void aModelThatIsGoneHasNoFile() throws IOException {
    Files.delete(model);
    assertThat(store.fileFor(model)).isEmpty();
  }
}

package io.scoria.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.benchmarks.process.CpuTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecorderTest {
  private static final long MS = 1_000_000;

  private final Recorder recorder = new Recorder(LengthRange.exactly(10), 20 * MS, 100 * MS);

  @Test
  void latencyCountsFromTheIntendedMoment() {
    recorder.answered(100 * MS, 130 * MS, 135 * MS, FakeAnswer.OK);
    assertThat(recorder.scored.getMaxValue() / MS).isEqualTo(35);
    assertThat(recorder.sendingDelay.getMaxValue() / MS).isEqualTo(30);
  }

  @Test
  void anAnswerIsGoodUpToTheDeadline() {
    recorder.answered(100 * MS, 100 * MS, 120 * MS, FakeAnswer.OK);
    recorder.answered(100 * MS, 100 * MS, 120 * MS + 1, FakeAnswer.OK);
    assertThat(recorder.ok).isEqualTo(2);
    assertThat(recorder.good).isEqualTo(1);
  }

  @Test
  void whatWasMeantToBeSentBeforeTheWindowDoesNotCount() {
    recorder.answered(100 * MS - 1, 100 * MS, 101 * MS, FakeAnswer.OK);
    recorder.broken(99 * MS, "cut");
    recorder.unanswered(99 * MS, 200 * MS);
    recorder.unsent(99 * MS, 200 * MS);
    assertThat(recorder.answers()).isZero();
    assertThat(recorder.broken + recorder.unanswered + recorder.unsent).isZero();
    assertThat(recorder.firstProblem).isEmpty();
  }

  @Test
  void everyEndIsCountedApart() {
    recorder.answered(100 * MS, 100 * MS, 101 * MS, FakeAnswer.UNAVAILABLE);
    recorder.answered(100 * MS, 100 * MS, 101 * MS, new FakeAnswer(500, 10, "oh"));
    recorder.answered(100 * MS, 100 * MS, 101 * MS, new FakeAnswer(200, 11, ""));
    recorder.broken(100 * MS, "cut");
    recorder.unanswered(100 * MS, 200 * MS);
    recorder.unsent(100 * MS, 300 * MS);
    LoadResult.Cpu nothing = new LoadResult.Cpu(CpuTime.ZERO, CpuTime.ZERO, 0, 0);
    LoadResult result = LoadResult.of(2, List.of(recorder, recorder), nothing);
    assertThat(result.counts()).isEqualTo(new LoadResult.Counts(0, 0, 2, 2, 2, 2, 2, 2));
    assertThat(result.counts().errors()).isEqualTo(8);
    assertThat(result.counts().all()).isEqualTo(12);
    assertThat(result.firstProblem()).isEqualTo("status 500: oh");
    assertThat(result.latencies().refusals().getTotalCount()).isEqualTo(2);
    assertThat(result.latencies().scored().getTotalCount()).isEqualTo(4);
  }

  @Test
  void costIsThatOfTheRequestsScored() {
    for (int i = 0; i < 4; i++) {
      recorder.answered(100 * MS, 100 * MS, 101 * MS, FakeAnswer.OK);
    }
    recorder.answered(100 * MS, 100 * MS, 101 * MS, FakeAnswer.UNAVAILABLE);
    LoadResult.Cpu cpu = new LoadResult.Cpu(new CpuTime(300, 100), new CpuTime(4, 4), 0, 0);
    LoadResult result = LoadResult.of(2, List.of(recorder), cpu);
    assertThat(result.serverNanosPerRequest()).isEqualTo(100);
    assertThat(result.clientNanosPerRequest()).isEqualTo(2);
    assertThat(result.throughput()).isEqualTo(2);
  }

  @Test
  void withoutAnyRequestScoredThereIsNoCost() {
    LoadResult.Cpu cpu = new LoadResult.Cpu(new CpuTime(300, 100), CpuTime.ZERO, 0, 0);
    assertThat(LoadResult.of(2, List.of(recorder), cpu).serverNanosPerRequest()).isNaN();
  }
}

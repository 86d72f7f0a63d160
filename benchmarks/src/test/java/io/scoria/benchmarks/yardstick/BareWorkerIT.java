package io.scoria.benchmarks.yardstick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scoria.benchmarks.models.Perceptron;
import io.scoria.benchmarks.process.ChildProcess;
import io.scoria.benchmarks.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareWorkerIT {
  private static final long TIMEOUT_MS = 60_000;
  private static final double SECONDS = 0.05;

  @TempDir private Path folder;
  private ChildProcess worker;

  @BeforeEach
  void start() throws Exception {
    Path model = folder.resolve("model.onnx");
    Files.write(model, new Perceptron(1, 8, 16, 4).toOnnx());
    List<String> command =
        JavaCommand.main(BareWorker.class, List.of("-Xmx64m"), List.of(model.toString()));
    worker = ChildProcess.startAsked(command, Map.of(), folder.resolve("worker.log"));
  }

  @AfterEach
  void stop() {
    worker.close();
  }

  private BareTurn run(int instances, int threads, int batch) throws Exception {
    BareOrder order = new BareOrder(new ThreadLayout(instances, threads), batch, SECONDS);
    return BareTurn.ofLine(worker.ask(order.toLine(), TIMEOUT_MS));
  }

  @Test
  void eachOrderIsRunAndAnswered() throws Exception {
    for (int batch : new int[] {1, 64, 16}) {
      BareTurn turn = run(2, 1, batch);
      assertThat(turn.rows()).isPositive().matches(rows -> rows % batch == 0);
      assertThat(turn.seconds()).isBetween(SECONDS, 10.0);
      assertThat(turn.cpuNanosPerRow()).isPositive();
    }
    assertThat(run(1, 2, 64).rows()).isPositive();
  }

  @Test
  void betweenOrdersItCostsNothing() throws Exception {
    run(1, 2, 64);
    long before = worker.cpuMeter().read().totalNanos();
    Thread.sleep(500);
    assertThat(worker.cpuMeter().read().totalNanos() - before).isLessThan(50_000_000);
  }

  @Test
  void whatIsNoOrderEndsItAndIsToldInTheLog() {
    assertThatThrownBy(() -> worker.ask("run, please", TIMEOUT_MS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not instances, threads, batch and seconds: run, please");
    assertThatThrownBy(() -> run(1, 1, 1)).isInstanceOf(IOException.class);
  }
}

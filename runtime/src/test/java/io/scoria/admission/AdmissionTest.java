package io.scoria.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scoria.call.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  @Test
  void givesAsManyPermitsAsCallsMayBeInFlight() {
    Admission admission = new Admission(2);

    assertThat(admission.tryAcquire()).isNotNull();
    assertThat(admission.tryAcquire()).isNotNull();
    assertThat(admission.tryAcquire()).isNull();
    assertThat(admission.inFlight()).isEqualTo(2);
  }

  @Test
  void givesAPermitAgainOnceOneHasEnded() {
    Admission admission = new Admission(1);
    Permit permit = admission.tryAcquire();
    assertThat(permit).isNotNull();
    permit.close();

    assertThat(admission.inFlight()).isZero();
    assertThat(admission.tryAcquire()).isNotNull();
  }

  @Test
  void aPermitEndsExactlyOnce() {
    Admission admission = new Admission(2);
    Permit permit = admission.tryAcquire();
    assertThat(permit).isNotNull();
    assertThat(admission.tryAcquire()).isNotNull();
    permit.close();

    assertThatThrownBy(permit::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("permit ended twice");
    assertThat(admission.inFlight()).isEqualTo(1);
  }

  @Test
  void tellsARefusedCallTheBoundAndToTryAgain() {
    assertThat(new Admission(7).refusal().reason()).isEqualTo(Reason.OVERLOADED);
    assertThat(new Admission(7).refusal().message()).contains("7 calls in flight", "Try again");
  }

  @Test
  void manyThreadsNeverHoldMorePermitsThanThereAre() throws Exception {
    Admission admission = new Admission(3);
    AtomicInteger held = new AtomicInteger();
    List<Future<?>> workers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (int i = 0; i < 6; i++) {
        workers.add(threads.submit(() -> hammer(admission, held)));
      }
    }
    for (Future<?> worker : workers) {
      worker.get();
    }
    assertThat(admission.inFlight()).isZero();
  }

  private static void hammer(Admission admission, AtomicInteger held) {
    for (int i = 0; i < 100_000; i++) {
      Permit permit = admission.tryAcquire();
      if (permit != null) {
        if (held.incrementAndGet() > 3) {
          throw new AssertionError("a fourth permit is out");
        }
        held.decrementAndGet();
        permit.close();
      }
    }
  }
}

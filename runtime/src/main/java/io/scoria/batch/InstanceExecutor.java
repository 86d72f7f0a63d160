package io.scoria.batch;

import io.scoria.call.Outcome;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Servable;
import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs calls of one model in the order of their coming, each alone, on threads named {@code
 * instance-N}. A thread owns the run that it is in; what it is handed it closes. The queue is
 * bounded by the permits of admission.
 */
public final class InstanceExecutor implements Servable {
  private static final Logger LOG = LoggerFactory.getLogger(InstanceExecutor.class);

  /** What the queue holds. */
  private sealed interface Work {}

  private record Job(List<Tensor> inputs, Consumer<Outcome> done) implements Work {}

  /** Tells one thread that nothing comes after it. */
  private record Stop() implements Work {}

  private final String name;
  private final Session session;
  private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private final List<Thread> instances = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param session closed with this
   * @param instanceCount how many runs may overlap
   */
  public InstanceExecutor(String name, Session session, int instanceCount) {
    this.name = name;
    this.session = session;
    for (int i = 0; i < instanceCount; i++) {
      instances.add(Thread.ofPlatform().name("instance-" + i).daemon().start(this::work));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Signature signature() {
    return session.signature();
  }

  @Override
  public void submit(List<Tensor> inputs, Consumer<Outcome> done) {
    if (closed.get()) {
      Tensor.closeAll(inputs);
      done.accept(new Outcome.Refused(new Refusal(Reason.NOT_READY, "The server is stopping.")));
      return;
    }
    queue.add(new Job(inputs, done));
  }

  private void work() {
    try {
      while (queue.take() instanceof Job job) {
        job.done().accept(run(job));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.error("an instance of model '{}' ended: this is a bug", name, e);
      throw e;
    }
  }

  /** Whatever goes wrong in a run is that call's outcome, and not the end of the instance. */
  @SuppressWarnings("CatchAndPrintStackTrace")
  private Outcome run(Job job) {
    try {
      return new Outcome.Scored(session.run(job.inputs()));
    } catch (RunException e) {
      return e.inputsToBlame() ? refused(e) : new Outcome.Failed(e);
    } catch (RuntimeException | OutOfMemoryError e) {
      return new Outcome.Failed(e);
    } finally {
      Tensor.closeAll(job.inputs());
    }
  }

  private Outcome refused(RunException e) {
    LOG.info("model '{}' could not run on a call's inputs: {}", name, e.getMessage());
    String detail = e.safeDetail().isEmpty() ? "" : ": " + e.safeDetail();
    return new Outcome.Refused(
        new Refusal(Reason.INFERENCE_FAILED, "The model could not run on these inputs" + detail));
  }

  /**
   * Takes no more calls, runs those that wait, and closes the session.
   *
   * @return false where a run did not end in time: then the session stays open, since closing it
   *     under a run would crash the process
   */
  public boolean close(long timeoutMs) throws InterruptedException {
    if (!closed.compareAndSet(false, true)) {
      return true;
    }
    instances.forEach(instance -> queue.add(new Stop()));
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    for (Thread instance : instances) {
      long leftMs = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
      if (!instance.join(java.time.Duration.ofMillis(Math.max(1, leftMs)))) {
        return false;
      }
    }
    session.close();
    return true;
  }
}

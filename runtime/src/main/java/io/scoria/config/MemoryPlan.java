package io.scoria.config;

import java.util.Locale;
import java.util.Optional;

/**
 * How the memory that a process may use is divided, so that what each part may take at most fits
 * together. All of it is arithmetic on bytes; {@code docs/sizing.md} has it as a table.
 *
 * @param limit of the process, with everything in it
 * @param heap that the JVM takes at most
 * @param direct for the buffers of sockets, and those of tensors, at most
 * @param runtime for the JVM itself and the runtime for models, whatever the model
 * @param workers for the processes of a script in Python, as they are before they have loaded
 *     anything of their own
 */
public record MemoryPlan(MemoryLimit limit, long heap, long direct, long runtime, long workers) {
  private static final long MIB = 1L << 20;

  /**
   * What the JVM (code, classes, stacks, collector) and the runtime for models take beside heap and
   * buffers, whatever the model; and what each processor adds by its threads. Measured.
   */
  private static final long RUNTIME = 112 * MIB;

  private static final long RUNTIME_PER_PROCESSOR = 4 * MIB;

  /** A worker with NumPy, before it has loaded anything else. */
  private static final long WORKER = 40 * MIB;

  /**
   * For a process that serves.
   *
   * @param processors that it may use
   * @param workers in Python; 0 for none
   */
  public static MemoryPlan of(
      MemoryLimit limit, long heap, long direct, int processors, int workers) {
    long runtime = RUNTIME + processors * RUNTIME_PER_PROCESSOR;
    return new MemoryPlan(limit, heap, direct, runtime, workers * WORKER);
  }

  /** What is left for models and their runs; negative where the other parts alone do not fit. */
  public long models() {
    return limit.bytes() - heap - direct - runtime - workers;
  }

  /** True where so much fits that models and their runs take. */
  public boolean fits(long bytes) {
    return bytes <= models();
  }

  /**
   * Why a model does not fit, with the arithmetic and what can be done; empty where it does.
   *
   * @param diskBytes of its files
   * @param sessionBytes that it takes in memory
   */
  public Optional<String> whyNot(long diskBytes, long sessionBytes) {
    if (fits(sessionBytes)) {
      return Optional.empty();
    }
    return Optional.of(
        ("does not fit into memory: its files have %s, loaded it takes about %s, and of %s there is"
                + " %s for models: %s.%s Or give Java less by -Xmx and -XX:MaxDirectMemorySize in"
                + " JDK_JAVA_OPTIONS; --memory-check off loads it all the same")
            .formatted(
                mib(diskBytes),
                mib(sessionBytes),
                limitText(),
                mib(Math.max(0, models())),
                parts(),
                enough(sessionBytes)));
  }

  /** The limit that would do if heap and direct memory grow with it, as they do by default. */
  private String enough(long need) {
    double left = 1 - (double) (heap + direct) / limit.bytes();
    long fixed = need + runtime + workers;
    return left <= 0 || !limit.ofContainer()
        ? ""
        : " A limit of %s does.".formatted(mib((long) Math.ceil(fixed / left) + MIB));
  }

  /** The plan in one line, for people. */
  public String describe() {
    return "Memory: %s = %s + %s for models and their runs"
        .formatted(limitText(), parts(), mib(models()));
  }

  private String limitText() {
    return mib(limit.bytes()) + (limit.ofContainer() ? " of the container" : " of the machine");
  }

  private String parts() {
    String ofWorkers = workers == 0 ? "" : " + %s Python".formatted(mib(workers));
    return "%s heap + %s direct + %s runtime%s"
        .formatted(mib(heap), mib(direct), mib(runtime), ofWorkers);
  }

  private static String mib(long bytes) {
    return String.format(Locale.ROOT, "%d MiB", bytes / MIB);
  }
}

package io.scoria.config.azureml;

import io.scoria.config.ExecutionConfig;
import io.scoria.config.MemoryConfig;
import io.scoria.config.PolicyOverrides;
import java.util.Optional;
import java.util.OptionalInt;

/** How much runs at once, and how long it may take. */
final class ExecutionSettings {
  private static final double BYTES_PER_GB = 1L << 30;

  /** A Java machine takes a quarter of a container's memory, and tensors have half of that. */
  private static final int MEMORY_PER_TENSORS = 8;

  private static final int TENSORS_PER_QUEUE = 4;

  private final Ledger ledger;
  private final Surroundings around;
  private final Findings findings;

  ExecutionSettings(Ledger ledger, Surroundings around, Findings findings) {
    this.ledger = ledger;
    this.around = around;
    this.findings = findings;
  }

  /**
   * What is wrong is told, and left at its default here.
   *
   * @param deployment what its file gives
   * @param script true where a script answers
   */
  ExecutionConfig resolve(Optional<Values> deployment, boolean script) {
    int processors = deployment.map(this::processors).orElse(around.execution().processors());
    long tensorBytes = deployment.map(this::tensorBytes).orElse(around.execution().tensorBytes());
    int calls = maxCalls(deployment, script);
    Optional<Long> queueBytes =
        ledger.takeGiven(
            ExecutionOptions.MAX_QUEUE_BYTES, String.valueOf(tensorBytes / TENSORS_PER_QUEUE));
    int timeoutMs =
        ledger.take(ExecutionOptions.SCORING_TIMEOUT, ExecutionConfig.DEFAULT_SCORING_TIMEOUT_MS);
    int waitMs =
        ledger.take(ExecutionOptions.MAX_QUEUE_WAIT, ExecutionConfig.DEFAULT_MAX_QUEUE_WAIT_MS);
    int calibrationMs =
        ledger.take(ExecutionOptions.CALIBRATION, ExecutionConfig.DEFAULT_CALIBRATION_MS);
    PolicyOverrides overrides = overrides();
    return new ExecutionConfig(
        processors,
        processors,
        calls,
        tensorBytes,
        queueBytes.orElse(tensorBytes / TENSORS_PER_QUEUE),
        timeoutMs,
        waitMs,
        calibrationMs,
        overrides,
        deployment
            .flatMap(it -> it.find(DeploymentFile.MAX_CONCURRENT))
            .map(OptionalInt::of)
            .orElseGet(OptionalInt::empty));
  }

  /** The memory there is, and whether a model has to fit into it. */
  MemoryConfig memory() {
    return new MemoryConfig(
        around.memory(), ledger.take(ExecutionOptions.MEMORY_CHECK, "on").equals("on"));
  }

  private int processors(Values file) {
    Optional<Double> cpu =
        file.find(DeploymentFile.CPU_LIMIT).or(() -> file.find(DeploymentFile.CPU));
    int available = around.execution().processors();
    if (cpu.isEmpty() || around.container().cpuLimited()) {
      return available;
    }
    int processors = (int) Math.min(Math.ceil(cpu.get()), available);
    findings.note(
        "%s gives %s processors: %d of %d are used."
            .formatted(file.file(), cpu.get(), processors, available));
    return processors;
  }

  private long tensorBytes(Values file) {
    Optional<Double> memory =
        file.find(DeploymentFile.MEMORY_LIMIT).or(() -> file.find(DeploymentFile.MEMORY));
    long most = around.execution().tensorBytes();
    if (memory.isEmpty() || around.container().memoryLimited()) {
      return most;
    }
    long meant = Math.max(1, (long) (memory.get() * BYTES_PER_GB / MEMORY_PER_TENSORS));
    long bytes = Math.min(meant, most);
    findings.note(
        "%s gives %s GB of memory: %d bytes are for tensors."
            .formatted(file.file(), memory.get(), bytes));
    return bytes;
  }

  /** Without a script the file's number bounds the server's own calls, where the file gives it. */
  private int maxCalls(Optional<Values> deployment, boolean script) {
    Optional<Found<Integer>> given = ledger.find(ExecutionOptions.MAX_CALLS);
    Optional<Integer> ofFile =
        script
            ? Optional.empty()
            : deployment.flatMap(it -> it.find(DeploymentFile.MAX_CONCURRENT));
    if (given.isPresent() || ofFile.isEmpty()) {
      return ledger.take(ExecutionOptions.MAX_CALLS, ExecutionConfig.DEFAULT_MAX_CALLS_IN_FLIGHT);
    }
    String origin =
        "file " + deployment.get().file() + ", key " + DeploymentFile.MAX_CONCURRENT.name();
    ledger.show(ExecutionOptions.MAX_CALLS, String.valueOf(ofFile.get()), origin);
    return ofFile.get();
  }

  private PolicyOverrides overrides() {
    return new PolicyOverrides(
        whole(ExecutionOptions.INSTANCES),
        whole(ExecutionOptions.INTRA_OP_THREADS),
        whole(ExecutionOptions.MAX_BATCH_ROWS),
        ledger.take(ExecutionOptions.TICK, "auto").equals("auto"));
  }

  private OptionalInt whole(Setting<Integer> setting) {
    return ledger.takeGiven(setting, "measured").map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  /** One note for each variable that is set and that this server does not act on. */
  void noteWithoutEffect() {
    for (Setting<?> setting : Settings.ALL) {
      if (setting.use() == Use.NOTED) {
        noteWithoutEffect(setting);
      }
    }
  }

  private <T> void noteWithoutEffect(Setting<T> setting) {
    Optional<Found<T>> found = ledger.find(setting);
    if (found.isPresent()) {
      String value = setting.secret() ? "***" : String.valueOf(found.get().value());
      ledger.show(setting, value, found.get().origin());
      boolean off = found.get().value().equals(false);
      if (!off) {
        findings.note(found.get().origin() + " has no effect. " + setting.help());
      }
    }
  }
}

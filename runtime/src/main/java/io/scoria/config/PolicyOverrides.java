package io.scoria.config;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is given of how a model is run, in the place of what calibration would choose. What is empty
 * is still chosen.
 *
 * @param instances runs that may overlap
 * @param intraOpThreads threads that one run may use
 * @param maxBatchRows rows of calls that are joined; 1 for calls that never are
 * @param tick false where the model never runs on event loops; true where calibration decides
 */
public record PolicyOverrides(
    OptionalInt instances, OptionalInt intraOpThreads, OptionalInt maxBatchRows, boolean tick) {
  /** Calibration chooses everything. */
  public static final PolicyOverrides NONE =
      new PolicyOverrides(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), true);

  /** More threads than any machine has processors, and few enough to start. */
  public static final int MAX_THREADS = 1024;

  public static final int MAX_ROWS = 1 << 20;

  public PolicyOverrides {
    requireFromOneTo(MAX_THREADS, "instances", instances);
    requireFromOneTo(MAX_THREADS, "intra-op-threads", intraOpThreads);
    requireFromOneTo(MAX_ROWS, "max-batch-rows", maxBatchRows);
  }

  /** The same, but for whether the model may run on event loops. */
  public PolicyOverrides withTick(boolean other) {
    return new PolicyOverrides(instances, intraOpThreads, maxBatchRows, other);
  }

  /** The same, but for the threads of a run. */
  public PolicyOverrides withIntraOpThreads(int threads) {
    return new PolicyOverrides(instances, OptionalInt.of(threads), maxBatchRows, tick);
  }

  /** True where more than one row may be joined, and that was asked for. */
  public boolean asksToJoin() {
    return maxBatchRows.orElse(1) > 1;
  }

  /** What is given, as in {@code instances 1, tick off}; empty where nothing is. */
  public String describe() {
    List<String> given = new ArrayList<>();
    instances.ifPresent(value -> given.add("instances " + value));
    intraOpThreads.ifPresent(value -> given.add("intra-op-threads " + value));
    maxBatchRows.ifPresent(value -> given.add("max-batch-rows " + value));
    if (!tick) {
      given.add("tick off");
    }
    return String.join(", ", given);
  }

  private static void requireFromOneTo(int most, String key, OptionalInt value) {
    if (value.isPresent() && (value.getAsInt() < 1 || value.getAsInt() > most)) {
      throw new IllegalArgumentException(
          key + " is " + value.getAsInt() + "; give a number from 1 to " + most);
    }
  }
}

package io.scoria.config;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a container asks of its machine, and may use at most.
 *
 * @param cpu processors asked for; may be a part of one
 * @param memoryInGB memory asked for, in GB of 2^30 bytes
 * @param cpuLimit not under cpu; empty for none
 * @param memoryInGBLimit not under memoryInGB; empty for none
 * @param gpu whole graphics processors; empty where nothing is said of them
 * @param fpga devices, in pairs; empty where nothing is said of them
 */
public record ContainerResources(
    double cpu,
    double memoryInGB,
    OptionalDouble cpuLimit,
    OptionalDouble memoryInGBLimit,
    OptionalInt gpu,
    OptionalInt fpga) {
  public static final double DEFAULT_CPU = 0.1;
  public static final double DEFAULT_MEMORY_GB = 0.5;

  public static ContainerResources defaults() {
    return new ContainerResources(
        DEFAULT_CPU,
        DEFAULT_MEMORY_GB,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }
}

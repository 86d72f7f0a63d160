package io.scoria.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Processors by the numbers that Linux gives them. Immutable.
 *
 * @param numbers ascending
 */
public record ProcessorSet(List<Integer> numbers) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  public ProcessorSet {
    numbers = numbers.stream().sorted().distinct().toList();
  }

  /** Those that this process may use; empty where the system does not tell. */
  static Optional<ProcessorSet> allowed() {
    try {
      return allowed(Files.readString(STATUS));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * @param status as /proc/PID/status has it: proc(5)
   */
  static Optional<ProcessorSet> allowed(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith(ALLOWED))
        .findFirst()
        .map(line -> parse(line.substring(ALLOWED.length()).strip()));
  }

  /** Reads a list such as {@code 0-3,8}: the list format of cpuset(7). */
  static ProcessorSet parse(String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String range : list.split(",", -1)) {
      int dash = range.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
      for (int number = first; number <= last; number++) {
        numbers.add(number);
      }
    }
    return new ProcessorSet(numbers);
  }

  public int size() {
    return numbers.size();
  }

  ProcessorSet part(int from, int to) {
    return new ProcessorSet(numbers.subList(from, to));
  }

  /** The list that {@link #parse} reads. */
  String toList() {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < numbers.size(); ) {
      int last = i;
      while (last + 1 < numbers.size() && numbers.get(last + 1) == numbers.get(last) + 1) {
        last++;
      }
      list.append(i == 0 ? "" : ",").append(numbers.get(i));
      if (last > i) {
        list.append('-').append(numbers.get(last));
      }
      i = last + 1;
    }
    return list.toString();
  }

  /** Such as {@code processor 1} or {@code processors 0-3}. */
  @Override
  public String toString() {
    return (size() == 1 ? "processor " : "processors ") + toList();
  }
}

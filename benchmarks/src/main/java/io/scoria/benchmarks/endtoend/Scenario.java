package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.load.LengthRange;
import io.scoria.benchmarks.load.RequestBytes;
import java.util.ArrayList;
import java.util.List;

/** A workload over a wire. */
public record Scenario(Workload workload, Wire wire) {
  /**
   * Reads a name.
   *
   * @param name such as {@code iris-json}
   * @throws IllegalArgumentException if there is no such scenario
   */
  public static Scenario named(String name) {
    for (Workload workload : Workload.values()) {
      for (Wire wire : Wire.values()) {
        Scenario scenario = new Scenario(workload, wire);
        if (scenario.name().equals(name)) {
          return scenario;
        }
      }
    }
    throw new IllegalArgumentException(
        "there is no scenario '%s'; one is a workload and a wire, such as iris-json"
            .formatted(name));
  }

  /** Such as {@code iris-json}. */
  public String name() {
    return workload.label() + "-" + wire.label();
  }

  /** With the key that {@link Servers} start Scoria with. Made anew. */
  RequestBytes request() {
    List<String> headers = new ArrayList<>(wire.headers());
    headers.add("Authorization: Bearer " + Servers.KEY);
    return RequestBytes.post("/score", headers, Bodies.of(workload, wire));
  }

  /** How long answers may be, one of them having so many bytes. */
  LengthRange expectedLength(long answerBytes) {
    return wire == Wire.JSON ? LengthRange.about(answerBytes) : LengthRange.exactly(answerBytes);
  }

  /** Bytes of JSON in a request whose body has so many bytes. */
  int jsonBytes(int bodyBytes) {
    return wire == Wire.JSON ? bodyBytes : 0;
  }
}

package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.load.Target;
import io.scoria.benchmarks.process.ChildProcess;
import io.scoria.benchmarks.process.CpuMeter;
import java.io.IOException;
import java.net.URI;

/** A server that is up, and what it costs. Owns its process. */
final class Server implements AutoCloseable {
  private final ChildProcess process;
  private final Target target;

  Server(ChildProcess process, URI url) {
    this.process = process;
    target = Target.of(url.resolve("/score"));
  }

  Target target() {
    return target;
  }

  CpuMeter cpu() {
    return process.cpuMeter();
  }

  /**
   * What follows a label in what the server printed until it was ready.
   *
   * @throws IOException if it printed no such line
   */
  String printed(String label) throws IOException {
    return process.printed(label);
  }

  @Override
  public void close() {
    process.close();
  }
}

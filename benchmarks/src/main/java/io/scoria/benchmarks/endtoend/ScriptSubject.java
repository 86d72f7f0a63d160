package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.load.Answer;
import io.scoria.benchmarks.load.LengthRange;
import io.scoria.benchmarks.load.RequestBytes;
import io.scoria.benchmarks.load.Target;
import io.scoria.benchmarks.process.ChildProcess;
import io.scoria.benchmarks.process.CpuMeter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server of an entry script, or of a model beside one, that is up. Owns its processes. */
final class ScriptSubject implements AutoCloseable {
  private static final long READY_TIMEOUT_MS = 120_000;

  private final String name;
  private final ChildProcess process;
  private final Subject subject;

  private ScriptSubject(String name, ChildProcess process, Subject subject) {
    this.name = name;
    this.process = process;
    this.subject = subject;
  }

  /**
   * Starts a server that prints a line {@code READY http://...}, and sends it the request once.
   *
   * @throws IOException if it does not start, or does not answer the request with 200
   */
  static ScriptSubject start(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path log,
      List<String> headers,
      byte[] body)
      throws IOException, InterruptedException {
    ChildProcess process = ChildProcess.start(command, environment, log);
    try {
      URI url = process.awaitReady(READY_TIMEOUT_MS);
      Target target = Target.of(url.resolve("/score"));
      RequestBytes request = RequestBytes.post(target.path(), headers, body);
      Answer answer = Subject.probe(target, request);
      Optional<String> problem = Subject.problem(answer);
      if (problem.isPresent()) {
        throw new IOException("%s is not measured: %s".formatted(name, problem.get()));
      }
      CpuMeter all = CpuMeter.ofTree(process.pid());
      LengthRange length = LengthRange.about(answer.bodyBytes());
      return new ScriptSubject(
          name, process, new Subject(target, request, all, length, BatchMeter.NONE));
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  String name() {
    return name;
  }

  /** Its processor time is that of the server and its workers. */
  Subject subject() {
    return subject;
  }

  /** The processor time of the workers alone. */
  CpuMeter workers() {
    CpuMeter all = subject.cpu();
    CpuMeter server = process.cpuMeter();
    return () -> all.read().minus(server.read());
  }

  @Override
  public void close() {
    process.close();
  }
}

package io.scoria.benchmarks.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of ours and what it prints, which goes to a file. It ends with its owner, even where
 * that is told to end by a signal.
 */
public final class ChildProcess implements AutoCloseable {
  /** What a process that is asked begins its answers with. */
  public static final String ANSWER = "ANSWER ";

  private static final String READY = "READY ";

  /** Stands behind the last answer; no answer is empty. */
  private static final String ENDED = "";

  private static final long STOP_TIMEOUT_S = 15;

  private final Process process;
  private final Path log;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Thread reader;
  private final Thread endWithOwner;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    endWithOwner = new Thread(process::destroy, "end-child");
    reader = Thread.ofPlatform().name("child-output").daemon().start(this::copyOutput);
  }

  /**
   * Starts a command, which has nothing to read.
   *
   * @param log both output streams; made anew
   */
  public static ChildProcess start(List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    ChildProcess child = startAsked(command, environment, log);
    child.process.getOutputStream().close();
    return child;
  }

  /**
   * Starts a command that answers what it is asked.
   *
   * @param log both output streams; made anew
   */
  public static ChildProcess startAsked(
      List<String> command, Map<String, String> environment, Path log) throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    ChildProcess child = new ChildProcess(process, log);
    Runtime.getRuntime().addShutdownHook(child.endWithOwner);
    return child;
  }

  private void copyOutput() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        BufferedWriter file = Files.newBufferedWriter(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        file.write(line);
        file.newLine();
        file.flush();
        if (line.startsWith(READY)) {
          ready.complete(line.substring(READY.length()).strip());
        } else if (line.startsWith(ANSWER)) {
          answers.add(line.substring(ANSWER.length()).strip());
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new IOException("it ended without a line " + READY));
    answers.add(ENDED);
  }

  public long pid() {
    return process.pid();
  }

  public CpuMeter cpuMeter() {
    return CpuMeter.ofProcesses(List.of(pid()));
  }

  /**
   * Waits for the line {@code READY http://...}.
   *
   * @throws IOException if it does not come in time; the message has the last lines printed
   */
  public URI awaitReady(long timeoutMs) throws IOException, InterruptedException {
    try {
      return URI.create(ready.get(timeoutMs, TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw new IOException("a process did not start. Its last lines:\n" + lastLines(), e);
    } catch (TimeoutException e) {
      throw new IOException(
          "a process was not ready after %d ms. Its last lines:%n%s"
              .formatted(timeoutMs, lastLines()),
          e);
    }
  }

  /**
   * Writes a line to the process and waits for the line {@code ANSWER ...}. Used by one thread.
   *
   * @return what follows the word
   * @throws IOException if the process ends, or is ended since no answer came in time; the message
   *     has the last lines printed
   */
  public String ask(String line, long timeoutMs) throws IOException, InterruptedException {
    try {
      BufferedWriter input = process.outputWriter(StandardCharsets.UTF_8);
      input.write(line);
      input.newLine();
      input.flush();
    } catch (IOException e) {
      throw new IOException("a process has ended. Its last lines:\n" + lastLines(), e);
    }
    String answer = answers.poll(timeoutMs, TimeUnit.MILLISECONDS);
    if (answer == null) {
      process.destroy(); // so that a late answer is not taken for that to the next question
      throw new IOException(
          "a process gave no answer in %d ms. Its last lines:%n%s"
              .formatted(timeoutMs, lastLines()));
    }
    if (answer.equals(ENDED)) {
      throw new IOException("a process ended when it was asked. Its last lines:\n" + lastLines());
    }
    return answer;
  }

  /**
   * Waits for the end.
   *
   * @return what it printed
   * @throws IOException if it takes too long or fails
   */
  public String awaitOutput(long timeoutMs) throws IOException, InterruptedException {
    if (!process.waitFor(timeoutMs, TimeUnit.MILLISECONDS)) {
      throw new IOException("a process did not end in %d ms".formatted(timeoutMs));
    }
    reader.join();
    if (process.exitValue() != 0) {
      throw new IOException("a process failed. Its last lines:\n" + lastLines());
    }
    return Files.readString(log);
  }

  /**
   * What follows a label in the first line printed so far that begins with it.
   *
   * @throws IOException if there is none
   */
  public String printed(String label) throws IOException {
    for (String line : Files.readAllLines(log)) {
      if (line.startsWith(label)) {
        return line.substring(label.length()).strip();
      }
    }
    throw new IOException("a process printed no line '%s'".formatted(label));
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(log + " cannot be read", e);
    }
  }

  /** Ends the process: politely, then not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(endWithOwner);
    } catch (IllegalStateException e) {
      // This process is ending: the hook runs already.
    }
  }
}

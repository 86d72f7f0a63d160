package io.scoria.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The packaged server as a process of its own, started as a person would. Its environment has no
 * keys, and its home is an empty folder. Ended with the test.
 */
final class ServerProcess implements AutoCloseable {
  private static final long TIMEOUT_MS = 30_000;
  private static final long POLL_MS = 10;

  /** Variables that hold a secret, not the name of a file with one. */
  private static final Set<String> SECRETS =
      Set.of("SCORIA_PRIMARY_KEY", "SCORIA_SECONDARY_KEY", "SCORIA_MANAGEMENT_KEY");

  /** Commands that are asked for a secret, and print it. */
  private static final Set<String> TELLING = Set.of("keys", "token");

  private final Process process;
  private final Path out;
  private final Path err;

  private final boolean tellsSecrets;

  private ServerProcess(Process process, Path out, Path err, boolean tellsSecrets) {
    this.process = process;
    this.out = out;
    this.err = err;
    this.tellsSecrets = tellsSecrets;
  }

  /** A server that is not started yet, with {@code home} for its home and its output. */
  static Command in(Path home) {
    return new Command(home);
  }

  /** How a process is started; not thread-safe. */
  static final class Command {
    private final Path home;
    private final List<String> limits = new ArrayList<>();
    private final List<String> jvmFlags = new ArrayList<>();
    private final ProcessBuilder builder = new ProcessBuilder();
    private Optional<Path> output = Optional.empty();

    private Command(Path home) {
      this.home = home;
      Map<String, String> environment = builder.environment();
      environment.keySet().removeIf(name -> name.startsWith("SCORIA_") || name.startsWith("XDG_"));
      environment.put("HOME", home.toString());
      environment.remove("KUBERNETES_SERVICE_HOST"); // where it would listen everywhere
      environment.put("SCORIA_DRAIN_DELAY", "0"); // tests run in containers too
      environment.put("SCORIA_LOG_FORMAT", "text"); // whether or not the tests run in a container
    }

    Command env(String name, String value) {
      if (SECRETS.contains(name)) {
        Canaries.plant(List.of(value));
      }
      builder.environment().put(name, value);
      return this;
    }

    Command jvm(String flag) {
      jvmFlags.add(flag);
      return this;
    }

    /** Writes its standard output there, where the caller reads it or does not. */
    Command outputTo(Path file) {
      output = Optional.of(file);
      return this;
    }

    /** With so many open files at most, those of the Java machine among them. */
    Command descriptors(int most) {
      limits.addAll(List.of("bash", "-c", "ulimit -n " + most + "; exec \"$@\"", "bash"));
      return this;
    }

    /** Serves a model that is measured for a moment only, on any free port if none is named. */
    ServerProcess serve(Path model, String... arguments) {
      List<String> all = new ArrayList<>(List.of("serve", model.toString()));
      all.addAll(List.of(arguments));
      all.addAll(List.of("--calibration-ms", "40"));
      if (!all.contains("--port")) {
        all.addAll(List.of("--port", "0"));
      }
      return run(all.toArray(String[]::new));
    }

    ServerProcess run(String... arguments) {
      List<String> command = new ArrayList<>(limits);
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-Dio.netty.leakDetection.level=paranoid");
      command.addAll(jvmFlags);
      command.addAll(List.of("-jar", TestData.jar().toString()));
      command.addAll(List.of(arguments));
      try {
        Path out = Files.createTempFile(home, "stdout-", ".txt");
        Path err = Files.createTempFile(home, "stderr-", ".txt");
        builder
            .command(command)
            .redirectOutput(output.orElse(out).toFile())
            .redirectError(err.toFile());
        return new ServerProcess(
            builder.start(), out, err, arguments.length > 0 && TELLING.contains(arguments[0]));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  List<String> stdout() {
    return lines(out);
  }

  List<String> stderr() {
    return lines(err);
  }

  /** What the server logged at WARN or above, but of requests; it logs text. */
  List<String> warnings() {
    return stdout().stream()
        .filter(line -> line.matches("[0-9-]+T[0-9:.]+Z (WARN |ERROR) (?!request \\[).*"))
        .toList();
  }

  /** Waits for the line that begins with READY; gives it and the lines after it. */
  List<String> ready() {
    return from("READY ", 2);
  }

  /** Waits for a line that begins so, and for so many lines from it on. */
  List<String> from(String prefix, int count) {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS);
    List<String> lines = find(prefix);
    while (lines.size() < count && process.isAlive() && System.nanoTime() < endNanos) {
      pause();
      lines = find(prefix);
    }
    if (lines.size() < count) {
      throw new AssertionError("no '" + prefix + "' in " + stdout() + "; stderr " + stderr());
    }
    return lines;
  }

  /** Waits for a line that has this in it. */
  String containing(String part) {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS);
    while (process.isAlive() && System.nanoTime() < endNanos) {
      for (String line : stdout()) {
        if (line.contains(part)) {
          return line;
        }
      }
      pause();
    }
    throw new AssertionError("no '" + part + "' in " + stdout() + "; stderr " + stderr());
  }

  private List<String> find(String prefix) {
    List<String> lines = stdout();
    int at = 0;
    while (at < lines.size() && !lines.get(at).startsWith(prefix)) {
      at++;
    }
    return lines.subList(at, lines.size());
  }

  /** The port of the READY line. */
  int port() {
    String ready = ready().getFirst();
    return Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1).strip());
  }

  /** Sends a signal as {@code kill} does. */
  void signal(String name) {
    String done = shell("kill -" + name + " " + process.pid(), Map.of());
    if (!done.isEmpty()) {
      throw new AssertionError("kill: " + done);
    }
  }

  /** Waits for the end of the process; gives its exit status. */
  int exitStatus() {
    try {
      if (!process.waitFor(TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still running: " + stdout() + "; stderr " + stderr());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What a shell prints, on both streams, when this is pasted into it. */
  static String shell(String command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process shell = builder.start();
      String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      shell.waitFor();
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      String text = Files.readString(file);
      int end = text.lastIndexOf('\n') + 1; // a line that is being written is none yet
      return text.substring(0, end).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    exitStatus();
    String printed = String.join("\n", stdout()) + "\n" + String.join("\n", stderr());
    if (!tellsSecrets) {
      Canaries.lookIn("printed", printed);
    }
    if (printed.contains("LEAK: ")) {
      throw new AssertionError("a buffer was not released: " + printed);
    }
  }
}

package io.scoria.entry.python;

import io.scoria.entry.ScriptInitException;
import io.scoria.entry.ScriptLoadException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Starts each worker as a process of its own, which loads the script itself. */
final class ProcessLauncher implements Launcher {
  private static final int MAX_OUTPUT_BYTES = 4096;

  private final WorkerCommand command;
  private final PythonFiles files;
  private final Greeting greeting;
  private final boolean preload;

  /**
   * @param preload true where what is started answers no calls, but is forked
   */
  ProcessLauncher(WorkerCommand command, PythonFiles files, Greeting greeting, boolean preload) {
    this.command = command;
    this.files = files;
    this.greeting = greeting;
    this.preload = preload;
  }

  @Override
  public Worker launch(int number, WorkerSlot slot)
      throws IOException, ScriptLoadException, InterruptedException {
    Path socket = files.newSocket();
    Path output = files.outputOf(socket);
    Process process;
    try (Doorway door = new Doorway(socket)) {
      process = start(socket, output, number);
      slot.put(process.toHandle());
      door.watch(process.toHandle());
      return greet(door, process, number);
    } finally {
      slot.clear();
      Files.deleteIfExists(output);
    }
  }

  private Process start(Path socket, Path output, int number) throws ScriptLoadException {
    try {
      return command.process(files.start(), socket, output, number).start();
    } catch (IOException e) {
      throw new ScriptLoadException(
          "the Python interpreter '%s' cannot be run in %s: %s. Accepted: the path of one, or a name on the PATH"
              .formatted(
                  command.config().interpreter(), command.config().appRoot(), e.getMessage()),
          e);
    }
  }

  private Worker greet(Doorway door, Process process, int number)
      throws IOException, ScriptLoadException, InterruptedException {
    FrameChannel channel = null;
    LogReader log = null;
    try {
      SocketChannel calls = door.accept();
      channel = new FrameChannel(calls);
      String name = preload ? "worker-log" : "worker-" + number + "-log";
      log = LogReader.start(name, door.accept(), new ScriptLog(System::nanoTime));
      greeting.hello(channel);
      Needs needs = greeting.load(channel, preload);
      return new Worker(process.toHandle(), process, channel, log, needs);
    } catch (IOException e) {
      throw ended(e, giveUp(process, channel, log), door.path());
    } catch (ScriptLoadException | InterruptedException | RuntimeException e) {
      giveUp(process, channel, log);
      throw e;
    }
  }

  /** Ends the process, and says how it ended. */
  private static String giveUp(
      Process process, @Nullable FrameChannel channel, @Nullable LogReader log)
      throws InterruptedException {
    if (channel != null) {
      channel.close();
    }
    try {
      String ending = Processes.ending(process);
      process.destroyForcibly();
      return ending;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw e;
    } finally {
      if (log != null) {
        log.close();
      }
    }
  }

  private IOException ended(IOException cause, String ending, Path socket)
      throws IOException, ScriptInitException {
    boolean early = cause instanceof ClosedChannelException;
    String said = early ? output(files.outputOf(socket)) : "";
    String message =
        "a worker of %s ended before it was ready: %s%s"
            .formatted(command.config().file(), ending, said);
    if (!early) {
      throw new ScriptInitException(message, cause); // the script ended it
    }
    return new IOException(message, cause);
  }

  /** What the interpreter said before it was connected. */
  private static String output(Path file) throws IOException {
    byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    int length = Math.min(bytes.length, MAX_OUTPUT_BYTES);
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? "" : ". It said: " + text;
  }

  @Override
  public void close() {}
}

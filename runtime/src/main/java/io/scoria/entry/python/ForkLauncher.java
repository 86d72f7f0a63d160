package io.scoria.entry.python;

import io.scoria.entry.ScriptLoadException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Forks workers from one process that has loaded the script, and is started again where it has
 * died.
 */
final class ForkLauncher implements Launcher {
  private final Launcher first;
  private final PythonFiles files;
  private final Greeting greeting;
  private @Nullable Worker parent; // guarded by this

  /**
   * @param first starts the process that is forked; this closes it
   */
  ForkLauncher(Launcher first, PythonFiles files, Greeting greeting) {
    this.first = first;
    this.files = files;
    this.greeting = greeting;
  }

  @Override
  public synchronized Worker launch(int number, WorkerSlot slot)
      throws IOException, ScriptLoadException, InterruptedException {
    Worker origin = parent;
    if (origin == null || origin.isGone()) {
      if (origin != null) {
        origin.close();
      }
      parent = null;
      origin = first.launch(number, slot);
      parent = origin;
    }
    try (Doorway door = new Doorway(files.newSocket())) {
      origin.whenGone(door::close);
      origin
          .channel()
          .send(Kind.FORK, Texts.encode(List.of(Integer.toString(number), door.path().toString())));
      return greet(door, number, slot);
    }
  }

  private Worker greet(Doorway door, int number, WorkerSlot slot)
      throws IOException, ScriptLoadException, InterruptedException {
    FrameChannel channel = new FrameChannel(door.accept());
    LogReader log = null;
    try {
      log =
          LogReader.start(
              "worker-" + number + "-log", door.accept(), new ScriptLog(System::nanoTime));
      long pid = greeting.hello(channel);
      ProcessHandle process =
          ProcessHandle.of(pid).orElseThrow(() -> new IOException("a fork ended at once"));
      slot.put(process);
      return new Worker(process, null, channel, log, greeting.ready(channel));
    } catch (IOException | ScriptLoadException | InterruptedException | RuntimeException e) {
      channel.close();
      if (log != null) {
        log.close();
      }
      throw e;
    } finally {
      slot.clear();
    }
  }

  @Override
  public synchronized void close() throws InterruptedException {
    if (parent != null) {
      parent.close();
      parent = null;
    }
    first.close();
  }
}

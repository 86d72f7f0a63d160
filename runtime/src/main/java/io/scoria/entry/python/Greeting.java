package io.scoria.entry.python;

import io.scoria.entry.ModelListing;
import io.scoria.entry.ScriptInitException;
import io.scoria.entry.ScriptLoadException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** What is said on a new connection until its worker is ready. */
final class Greeting {
  /** Time that a model has for a call of init(). */
  private static final long MODEL_NANOS = TimeUnit.HOURS.toNanos(1);

  private static final int SCRIPT_IS_WRONG = 0;

  private final WorkerCommand command;
  private final ModelCalls model;
  private final Consumer<String> progress;

  Greeting(WorkerCommand command, ModelCalls model, Consumer<String> progress) {
    this.command = command;
    this.model = model;
    this.progress = progress;
  }

  /** The process at the other end, by its own word. */
  long hello(FrameChannel channel) throws IOException {
    Frame frame = channel.receive();
    if (frame.kind() != Kind.HELLO) {
      throw new IOException("a worker said " + frame.kind() + " before its name");
    }
    return Integer.toUnsignedLong(read(frame.payload(), ByteBuffer::getInt));
  }

  /** Has the script loaded; blocks until init() has returned. */
  Needs load(FrameChannel channel, boolean preload)
      throws IOException, ScriptLoadException, InterruptedException {
    channel.send(Kind.START, command.start(preload));
    return ready(channel);
  }

  /** Blocks until the worker is ready. */
  Needs ready(FrameChannel channel) throws IOException, ScriptLoadException, InterruptedException {
    while (true) {
      Frame frame = channel.receive();
      switch (frame.kind()) {
        case Kind.READY -> {
          return read(frame.payload(), Needs::read);
        }
        case Kind.MODEL_RUN ->
            model.answer(channel, frame.payload(), System.nanoTime() + MODEL_NANOS);
        case Kind.LOAD_FAILED -> throw read(frame.payload(), this::failure);
        default -> throw new IOException("a worker said " + frame.kind() + " before it was ready");
      }
    }
  }

  private static <T> T read(ByteBuffer payload, Function<ByteBuffer, T> reader) throws IOException {
    try {
      return reader.apply(payload);
    } catch (BufferUnderflowException | IndexOutOfBoundsException | NoSuchElementException e) {
      throw new IOException("what a worker said of itself cannot be read", e);
    }
  }

  private ScriptLoadException failure(ByteBuffer payload) {
    boolean wrong = payload.get() == SCRIPT_IS_WRONG;
    var texts = Texts.decode(payload);
    if (wrong) {
      return new ScriptLoadException(texts.getFirst());
    }
    texts.get(1).lines().forEach(progress);
    ModelListing.lines(command.config().modelDir()).forEach(progress);
    return new ScriptInitException(
        command.config().file()
            + ": the script or its init() failed: "
            + texts.getFirst()
            + ". The traceback is above"
            + (texts.getFirst().startsWith("ModuleNotFoundError")
                ? "; the interpreter is "
                    + command.config().interpreter()
                    + ", another can be given with --python"
                : ""));
  }
}

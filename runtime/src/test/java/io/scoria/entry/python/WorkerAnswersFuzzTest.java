package io.scoria.entry.python;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scoria.call.BodyStream;
import io.scoria.call.Call;
import io.scoria.call.Outcome;
import io.scoria.call.Servable;
import io.scoria.config.ServiceConfig;
import io.scoria.entry.ScriptCall;
import io.scoria.entry.ScriptLoadException;
import io.scoria.entry.ScriptOutcome;
import io.scoria.fuzz.Mutants;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.Signature;
import io.scoria.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Whatever a worker says, the worst that comes of it is the end of its connection: every call ends,
 * no memory stays out, and none is taken because the worker announced something large.
 */
@NullMarked
class WorkerAnswersFuzzTest {
  private static final int MUTANTS = 3_000;
  private static final int MOST_CALLS = 4;
  private static final long POOL_BYTES = 1 << 20;

  private static final Signature SIGNATURE =
      new Signature(
          List.of(
              new TensorSpec("x", ElementType.FLOAT, ShapeSpec.of(ShapeSpec.FREE, 4)),
              new TensorSpec("s", ElementType.STRING, ShapeSpec.ANY)),
          List.of(
              new TensorSpec("x", ElementType.FLOAT, ShapeSpec.of(ShapeSpec.FREE, 4)),
              new TensorSpec("s", ElementType.STRING, ShapeSpec.ANY)));

  /** Of no worker: it has ended. */
  private static final LogReader LOG =
      LogReader.start("no-log", new Said(new byte[0]), new ScriptLog(System::nanoTime));

  private static final WorkerCommand COMMAND =
      new WorkerCommand(
          TestScript.unwritten().config(), ServiceConfig.defaults(), Optional.empty());

  @Test
  void mutantsOfWhatAWorkerSaysEndItsConnectionAtWorst() {
    Mutants.check(WorkerAnswersFuzzTest.class, "anyBytes", MUTANTS, WorkerAnswersFuzzTest::check);
  }

  /** Jazzer's way in. */
  @FuzzTest(maxDuration = "10m")
  void anyBytes(byte[] input) {
    check(input);
  }

  private static void check(byte[] input) {
    BufferPool pool = new BufferPool(POOL_BYTES);
    ModelCalls model = new ModelCalls(Optional.of(new Giver()), pool);
    FrameChannel channel = new FrameChannel(new Said(input));
    List<ScriptCall> calls = new ArrayList<>();
    try {
      talk(channel, model, calls);
    } catch (IOException | ScriptLoadException e) {
      // the worker is ended, and another is started
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    for (ScriptCall call : calls) {
      call.end(new ScriptOutcome.Crashed()); // as the thread of the worker does
    }
    if (pool.usedBytes() != 0) {
      throw new AssertionError(pool.usedBytes() + " bytes of the pool are out");
    }
  }

  private static void talk(FrameChannel channel, ModelCalls model, List<ScriptCall> calls)
      throws IOException, ScriptLoadException, InterruptedException {
    Greeting greeting = new Greeting(COMMAND, model, line -> {});
    greeting.hello(channel);
    Needs needs = greeting.load(channel, false);
    try {
      Worker worker = new Worker(new NoProcess(), null, channel, LOG, needs);
      Conversation conversation = new Conversation(worker, model, 60_000);
      for (int i = 0; i < MOST_CALLS; i++) {
        int first = calls.size();
        for (int many = i < 2 ? 1 : 3; many > 0; many--) {
          calls.add(call());
        }
        conversation.run(calls.subList(first, calls.size()));
      }
    } catch (RuntimeException e) {
      throw new IOException("its answer could not be taken", e); // as the thread of the worker does
    }
  }

  /** Reads what it is answered to the end. */
  private static ScriptCall call() {
    return new ScriptCall(
        TestScript.post(new byte[8]),
        System.nanoTime(),
        System.nanoTime() + 60_000_000_000L,
        outcome -> {
          if (outcome instanceof ScriptOutcome.Answered(var reply) && reply.stream() != null) {
            readOn(reply.stream());
          }
        });
  }

  private static void readOn(BodyStream stream) {
    stream.next(piece -> {
      if (piece instanceof BodyStream.Piece.Bytes) {
        readOn(stream);
      } else {
        stream.close();
      }
    });
  }

  /** A model that gives what it is given. */
  private static final class Giver implements Servable {
    @Override
    public String name() {
      return "giver";
    }

    @Override
    public Signature signature() {
      return SIGNATURE;
    }

    @Override
    public long predictedWaitNanos(int callsBefore) {
      return 0;
    }

    @Override
    public void submit(Call call) {
      call.end(Outcome.Scored.whole(call.inputs(), Outcome.Run.NONE));
      call.closeInputs();
    }
  }

  /** The other end of a connection: says what it is given, and then ends. Takes everything. */
  private static final class Said implements ByteChannel {
    private final ByteBuffer bytes;

    Said(byte[] bytes) {
      this.bytes = ByteBuffer.wrap(bytes);
    }

    @Override
    public int read(ByteBuffer target) {
      int count = Math.min(target.remaining(), bytes.remaining());
      target.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      return count == 0 ? -1 : count;
    }

    @Override
    public int write(ByteBuffer source) {
      int count = source.remaining();
      source.position(source.limit());
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}

package io.scoria.entry.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.ServiceConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * H13: random bytes on the connection of a worker, either way, end that worker and nothing else.
 */
@NullMarked
class RandomFramesIT {
  private static final int WORKERS = 6;
  private static final long SEED = 20261124;
  private static final String SCRIPT = "def init(): pass\ndef run(data): return data\n";

  @TempDir private Path folder;

  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void aWorkerEndsThatIsToldWhatIsNoMessage() throws Exception {
    WorkerCommand command =
        new WorkerCommand(
            TestScript.of(folder, SCRIPT).config(), ServiceConfig.defaults(), Optional.empty());
    PythonFiles files = PythonFiles.unpack();
    try {
      for (int i = 0; i < WORKERS; i++) {
        endsWhenTold(command, files, i);
      }
    } finally {
      files.close();
    }
  }

  private void endsWhenTold(WorkerCommand command, PythonFiles files, int number)
      throws IOException, InterruptedException {
    Path socket = files.newSocket();
    Path output = Files.createTempFile(folder, "output", ".txt");
    try (Doorway door = new Doorway(socket)) {
      Process process = command.process(files.start(), socket, output, number).start();
      try (SocketChannel calls = door.accept();
          SocketChannel _ = door.accept()) { // its log
        if (number % 2 == 1) { // one that is ready
          new FrameChannel(calls).send(Kind.START, command.start(false));
        }
        write(calls, noMessage());
        calls.shutdownOutput();
        assertThat(process.waitFor(TestScript.TIMEOUT_MS, TimeUnit.MILLISECONDS))
            .as("seed %d: worker %d has ended", SEED, number)
            .isTrue();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /** Random bytes, half of them with a head that tells a length; never a kind that is taken. */
  private ByteBuffer noMessage() {
    byte[] bytes = new byte[random.nextInt(1, 3000)];
    random.nextBytes(bytes);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length > 5 && random.nextBoolean()) {
      buffer.putInt(0, bytes.length - 5);
    }
    return buffer;
  }

  private static void write(SocketChannel channel, ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      // it has ended already
    }
  }

  @Test
  void aWorkerThatAnswersWhatIsNoMessageIsReplacedAndOthersAreAnswered() {
    String source =
        """
        import os, random, stat, struct
        def init(): pass
        def run(data):
            if data.startswith("attack"):
                noise = random.Random(data)
                payload = noise.randbytes(noise.randrange(1, 2000))
                size = noise.choice([len(payload) - 1, 0xffffffff])
                for fd in range(3, 64):
                    try:
                        if stat.S_ISSOCK(os.fstat(fd).st_mode):
                            os.write(fd, struct.pack("<I", size) + payload)
                    except OSError:
                        pass
            return data
        """;
    try (TestScript script = TestScript.of(folder, source).workers(2).start()) {
      for (int i = 0; i < WORKERS / 2; i++) {
        var attack = script.submit("attack " + i);
        assertThat(script.answer("fine")).isEqualTo("\"fine\"");
        TestScript.await(attack); // some outcome comes, whichever
        assertThat(script.answer("fine")).isEqualTo("\"fine\"");
      }
    }
  }
}

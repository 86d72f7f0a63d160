package io.scoria.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.scoria.admission.Admission;
import io.scoria.auth.KeyAuthenticator;
import io.scoria.auth.Keys;
import io.scoria.batch.BatchedModel;
import io.scoria.call.Loop;
import io.scoria.call.Servable;
import io.scoria.config.CodecLimits;
import io.scoria.config.ExecutionConfig;
import io.scoria.config.HttpLimits;
import io.scoria.config.PolicyOverrides;
import io.scoria.endpoint.Endpoint;
import io.scoria.engine.ModelLoadException;
import io.scoria.engine.ort.OrtEngine;
import io.scoria.pipeline.Entrance;
import io.scoria.pipeline.ScoreService;
import io.scoria.repository.ModelLoader;
import io.scoria.tensor.BufferPool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds for a whole request without sockets, and with {@code -prof gc} bytes for one: from
 * its bytes to those of its response, with key authentication, JSON both ways, and the model of
 * models/iris on ONNX Runtime in a tick batch. A figure is for one request, whether one or 16
 * connections have sent one in the same iteration of the event loop.
 *
 * <p>{@link EmbeddedChannel} costs time and memory of its own; the {@code baseline} methods have a
 * handler that does nothing but answer with the same number of bytes, so that Scoria's own cost is
 * the difference. In the transport's own package, since connections are made nowhere else.
 *
 * <p>Run by scripts/bench, or from the root of the project.
 */
@NullMarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Dio.netty.leakDetection.level=disabled") // as in service
public class PipelineBenchmark {
  private static final int SEVERAL = 16;
  private static final int CALIBRATION_MS = 2000;
  private static final long CLOSE_MS = 1000;
  private static final String KEY = "k".repeat(43);
  private static final String BODY = "{\"data\":[[5.1,3.4,1.5,0.2]]}";
  private static final byte[] REQUEST =
      ("POST /score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Accept: application/json\r\nAuthorization: Bearer "
              + KEY
              + "\r\nContent-Length: "
              + BODY.length()
              + "\r\n\r\n"
              + BODY)
          .getBytes(StandardCharsets.US_ASCII);

  private final EndOfIteration loop = new EndOfIteration();
  private List<EmbeddedChannel> connections = List.of();
  private List<EmbeddedChannel> baseline = List.of();
  private @Nullable BatchedModel model;

  /** The tasks of an event loop's end of iteration, run by hand. */
  private static final class EndOfIteration implements Loop {
    private final List<Runnable> tasks = new ArrayList<>();

    @Override
    public int index() {
      return 0;
    }

    @Override
    public void atEndOfIteration(Runnable task) {
      tasks.add(task);
    }

    @Override
    public void atEndOfNextIteration(Runnable task) {
      tasks.add(task);
    }

    @Override
    public void afterNextRead(Runnable task) {
      throw new UnsupportedOperationException();
    }

    void run() {
      for (int i = 0; i < tasks.size(); i++) {
        tasks.get(i).run();
      }
      tasks.clear();
    }
  }

  /** Answers every message with the same bytes. */
  private static final class Answerer extends ChannelInboundHandlerAdapter {
    private final ByteBuf response;

    Answerer(ByteBuf response) {
      this.response = response;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // an embedded channel takes everything
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ((ByteBuf) message).release();
      ByteBuf copy = ctx.alloc().buffer(response.readableBytes());
      copy.writeBytes(response, response.readerIndex(), response.readableBytes());
      ctx.writeAndFlush(copy, ctx.voidPromise());
    }
  }

  @Setup(Level.Trial)
  public void open() throws ModelLoadException {
    open(Path.of(System.getProperty("scoria.root", ".")));
  }

  void open(Path root) throws ModelLoadException {
    ExecutionConfig execution =
        new ExecutionConfig(
            Runtime.getRuntime().availableProcessors(),
            1,
            ExecutionConfig.DEFAULT_MAX_CALLS_IN_FLIGHT,
            1L << 30,
            1L << 28,
            ExecutionConfig.DEFAULT_SCORING_TIMEOUT_MS,
            ExecutionConfig.DEFAULT_MAX_QUEUE_WAIT_MS,
            CALIBRATION_MS,
            PolicyOverrides.NONE);
    BufferPool pool = new BufferPool(execution.tensorBytes());
    BatchedModel loaded = load(root.resolve("models/iris"), execution, pool);
    model = loaded;
    Endpoint<Servable> endpoint = new Endpoint<>();
    endpoint.publish(loaded);
    Entrance entrance =
        new Entrance(
            new KeyAuthenticator(new Keys(KEY, null)),
            new Admission(execution.maxCallsInFlight()),
            execution);
    ScoreService score = new ScoreService(entrance, endpoint, pool, CodecLimits.defaults());
    HttpLimits limits = HttpLimits.defaults();
    HeadCheck check = new HeadCheck(Routes.builder().post("/score", score).build(), limits);
    HttpHead head = new HttpHead(limits);
    connections = channels(() -> new HttpConnection(check, head, limits, loop));
    ByteBuf response = Unpooled.copiedBuffer(firstResponse());
    baseline = channels(() -> new Answerer(response));
  }

  private static BatchedModel load(Path folder, ExecutionConfig execution, BufferPool pool)
      throws ModelLoadException {
    BatchedModel loaded =
        new ModelLoader(
                new OrtEngine(pool),
                execution,
                Optional.empty(),
                Optional.empty(),
                pool,
                line -> {})
            .load(folder)
            .servable();
    if (loaded.policy().maxTickRows() < SEVERAL) {
      throw new IllegalStateException("not in tick batches: " + loaded.policy().reason());
    }
    return loaded;
  }

  private static List<EmbeddedChannel> channels(Supplier<ChannelHandler> handlers) {
    List<EmbeddedChannel> channels = new ArrayList<>();
    for (int i = 0; i < SEVERAL; i++) {
      channels.add(new EmbeddedChannel(handlers.get()));
    }
    return channels;
  }

  /** What a request is answered with; shows that it is scored. */
  private byte[] firstResponse() {
    EmbeddedChannel connection = connections.getFirst();
    send(connection);
    loop.run();
    ByteBuf out = connection.readOutbound();
    String text = out == null ? "nothing" : out.toString(StandardCharsets.US_ASCII);
    if (out == null || !text.startsWith("HTTP/1.1 200 ")) {
      throw new IllegalStateException("not scored: " + text);
    }
    out.release();
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @TearDown(Level.Trial)
  public void close() throws InterruptedException {
    connections.forEach(EmbeddedChannel::finishAndReleaseAll);
    baseline.forEach(EmbeddedChannel::finishAndReleaseAll);
    BatchedModel open = model;
    if (open != null) {
      open.close(CLOSE_MS);
    }
  }

  @Benchmark
  public int oneRequest() {
    return exchange(connections, 1);
  }

  @Benchmark
  public int oneRequestBaseline() {
    return exchange(baseline, 1);
  }

  @Benchmark
  @OperationsPerInvocation(SEVERAL)
  public int sixteenRequests() {
    return exchange(connections, SEVERAL);
  }

  @Benchmark
  @OperationsPerInvocation(SEVERAL)
  public int sixteenRequestsBaseline() {
    return exchange(baseline, SEVERAL);
  }

  /** Bytes of the responses. */
  private int exchange(List<EmbeddedChannel> channels, int count) {
    for (int i = 0; i < count; i++) {
      send(channels.get(i));
    }
    loop.run();
    int bytes = 0;
    for (int i = 0; i < count; i++) {
      ByteBuf response = channels.get(i).readOutbound();
      bytes += response.readableBytes();
      response.release();
    }
    return bytes;
  }

  private static void send(EmbeddedChannel channel) {
    channel.writeInbound(channel.alloc().buffer(REQUEST.length).writeBytes(REQUEST));
  }
}

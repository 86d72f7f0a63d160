package io.scoria.it;

import io.scoria.auth.Authenticator;
import io.scoria.auth.KeyAuthenticator;
import io.scoria.auth.Keys;
import io.scoria.auth.LiveKeys;
import io.scoria.auth.token.TokenAuthenticator;
import io.scoria.auth.token.issuer.OwnIssuer;
import io.scoria.config.AuthConfig;
import io.scoria.config.CodecLimits;
import io.scoria.config.ConnectionLimits;
import io.scoria.config.DrainConfig;
import io.scoria.config.ExecutionConfig;
import io.scoria.config.HttpLimits;
import io.scoria.config.HttpTimes;
import io.scoria.config.KeyConfig;
import io.scoria.config.ListenerConfig;
import io.scoria.config.LogConfig;
import io.scoria.config.ManagementConfig;
import io.scoria.config.MemoryConfig;
import io.scoria.config.PolicyOverrides;
import io.scoria.config.ScriptConfig;
import io.scoria.config.ServeConfig;
import io.scoria.config.ServiceConfig;
import io.scoria.config.TlsConfig;
import io.scoria.config.TokenConfig;
import io.scoria.engine.Engine;
import io.scoria.engine.ModelLoadException;
import io.scoria.engine.ort.OrtEngine;
import io.scoria.entry.ScriptLoadException;
import io.scoria.log.ServerLog;
import io.scoria.server.Access;
import io.scoria.server.ScoriaServer;
import io.scoria.tensor.BufferPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The real server in this process, on a free port of the loopback address. */
final class TestServer implements AutoCloseable {
  private static final int CALIBRATION_MS = 40; // enough to decide, at no great cost
  private static final String LOOPBACK = "127.0.0.1";

  private final ScoriaServer server;

  private TestServer(ScoriaServer server) {
    this.server = server;
  }

  /** A server of this model as it is by default, but without keys. */
  static TestServer serving(Path model) {
    return configure(model).start();
  }

  static Settings configure(Path model) {
    return new Settings(model);
  }

  int port() {
    return server.port();
  }

  int managementPort() {
    return server.managementPort().orElseThrow();
  }

  RawClient connect() {
    return new RawClient(port());
  }

  /** What the management listener tells of the models. */
  String models() {
    try (RawClient management = new RawClient(managementPort())) {
      return management.send("GET /admin/models HTTP/1.1\r\nHost: t\r\n\r\n").read().text();
    }
  }

  /** Waits until so many calls wait for the instances of the model, or run on them. */
  void awaitCallsOnInstances(int calls) {
    String wanted = "\"callsOnInstances\":" + calls + ",";
    long endNanos = System.nanoTime() + RawClient.TIMEOUT_MS * 1_000_000L;
    String models = models();
    while (!models.contains(wanted)) {
      if (System.nanoTime() > endNanos) {
        throw new AssertionError("never " + wanted + ": " + models);
      }
      models = models();
    }
  }

  /** Scores one body over a connection of its own. */
  Response score(String body) {
    try (RawClient client = connect()) {
      return client.score(body);
    }
  }

  /** As the process does when it is told to stop; blocks. */
  void drain() {
    server.drain();
  }

  /** False where a part did not stop in time. */
  boolean stop() {
    return server.stop();
  }

  @Override
  public void close() {
    if (!server.stop()) {
      throw new AssertionError("the server did not stop in time");
    }
  }

  /** What a server is told; not thread-safe. */
  static final class Settings {
    private final Path model;
    private Access access = Access.of(Authenticator.NONE);
    private AuthConfig auth = AuthConfig.OPEN;
    private ServiceConfig service = ServiceConfig.defaults();
    private MemoryConfig memory = MemoryConfig.UNKNOWN;
    private int maxCallsInFlight = ExecutionConfig.DEFAULT_MAX_CALLS_IN_FLIGHT;
    private HttpLimits limits = HttpLimits.defaults();
    private CodecLimits codec = CodecLimits.defaults();
    private boolean management;
    private Optional<TlsConfig> tls = Optional.empty();
    private long maxQueueBytes = ExecutionConfig.defaults(Runtime.getRuntime()).maxQueueBytes();
    private int maxQueueWaitMs = ExecutionConfig.DEFAULT_MAX_QUEUE_WAIT_MS;
    private int calibrationMs = CALIBRATION_MS;
    private PolicyOverrides overrides = PolicyOverrides.NONE;
    private Optional<Path> stateFolder = Optional.empty();
    private Optional<ScriptConfig> script = Optional.empty();
    private boolean withModel = true;
    private DrainConfig drain = DrainConfig.defaults();
    private int scoringTimeoutMs = ExecutionConfig.DEFAULT_SCORING_TIMEOUT_MS;
    private Function<BufferPool, Engine> engine = OrtEngine::new;
    private Optional<ServerLog> log = Optional.empty();
    private Consumer<String> progress = line -> {};

    private Settings(Path model) {
      this.model = model;
    }

    Settings keys(Keys keys) {
      Canaries.plant(List.of(keys.primary(), Objects.requireNonNullElse(keys.secondary(), "")));
      access = Access.of(new KeyAuthenticator(keys));
      auth = AuthConfig.of(new KeyConfig.InFile(model.resolve("no-key-file")));
      return this;
    }

    /** Who is let in; what the configuration says of it stays open. */
    Settings authenticator(Authenticator given) {
      access = new Access(given, access.keys(), access.management());
      return this;
    }

    /** Tokens that the server signs; the issuer stays the caller's. */
    Settings tokens(OwnIssuer issuer) {
      var asked = new TokenAuthenticator(List.of(issuer), InstantSource.system());
      access =
          new Access(
              asked, Optional.empty(), Optional.of(issuer), access.management(), Optional::empty);
      auth = AuthConfig.of(new TokenConfig(Optional.of(issuer.config()), Optional.empty()));
      return this;
    }

    /** Keys that can be replaced; they stay the caller's. */
    Settings keys(LiveKeys keys) {
      access = new Access(keys.authenticator(), Optional.of(keys), access.management());
      auth = AuthConfig.of(new KeyConfig.InFile(model.resolve("no-key-file")));
      return this;
    }

    /** The management listener, which asks for one of these keys. */
    Settings withManagement(Keys keys) {
      Authenticator asked = new KeyAuthenticator(keys);
      access = new Access(access.scoring(), access.keys(), Optional.of(asked));
      return withManagement();
    }

    Settings service(ServiceConfig shown) {
      service = shown;
      return this;
    }

    Settings maxCallsInFlight(int calls) {
      maxCallsInFlight = calls;
      return this;
    }

    Settings maxBodyBytes(long bytes) {
      limits = limits.withMaxBodyBytes(bytes);
      return this;
    }

    Settings connections(ConnectionLimits given) {
      limits = limits.withConnections(given);
      return this;
    }

    Settings times(HttpTimes given) {
      limits = limits.withTimes(given);
      return this;
    }

    Settings tls(TlsConfig spoken) {
      tls = Optional.of(spoken);
      return this;
    }

    Settings maxDecompressedBytes(long bytes) {
      CodecLimits usual = CodecLimits.defaults();
      codec =
          new CodecLimits(
              bytes,
              usual.maxJsonDepth(),
              usual.maxNumberChars(),
              usual.maxStringBytes(),
              usual.maxTensorElements(),
              usual.maxTensorBytes());
      return this;
    }

    Settings codec(CodecLimits limits) {
      codec = limits;
      return this;
    }

    Settings withManagement() {
      management = true;
      return this;
    }

    Settings maxQueueBytes(long bytes) {
      maxQueueBytes = bytes;
      return this;
    }

    Settings maxQueueWaitMs(int millis) {
      maxQueueWaitMs = millis;
      return this;
    }

    Settings calibrationMs(int millis) {
      calibrationMs = millis;
      return this;
    }

    Settings overrides(PolicyOverrides given) {
      overrides = given;
      return this;
    }

    /** What is measured is kept there. */
    Settings stateFolder(Path folder) {
      stateFolder = Optional.of(folder);
      return this;
    }

    /** Answers in the place of the model, which the server holds too. */
    Settings script(ScriptConfig config) {
      script = Optional.of(config);
      return this;
    }

    Settings drain(DrainConfig given) {
      drain = given;
      return this;
    }

    Settings withoutModel() {
      withModel = false;
      return this;
    }

    Settings scoringTimeoutMs(int millis) {
      scoringTimeoutMs = millis;
      return this;
    }

    Settings engine(Engine paced) {
      engine = pool -> paced;
      return this;
    }

    /** It is told of requests; it stays the caller's. */
    Settings log(ServerLog told) {
      log = Optional.of(told);
      return this;
    }

    /** What the server tells while it starts goes there. */
    Settings progress(Consumer<String> listener) {
      progress = listener;
      return this;
    }

    TestServer start() {
      try {
        return tryStart();
      } catch (ModelLoadException e) {
        throw new AssertionError(e.getMessage(), e);
      }
    }

    TestServer tryStart() throws ModelLoadException {
      try {
        return new TestServer(ScoriaServer.start(config(0), access, engine, log, progress));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (ScriptLoadException e) {
        throw new AssertionError(e.getMessage(), e);
      }
    }

    ServeConfig config(int port) {
      ExecutionConfig execution = ExecutionConfig.defaults(Runtime.getRuntime());
      return new ServeConfig(
          withModel ? Optional.of(model) : Optional.empty(),
          script,
          service,
          new ListenerConfig(LOOPBACK, port),
          management
              ? Optional.of(new ManagementConfig(new ListenerConfig(LOOPBACK, 0), Optional.empty()))
              : Optional.empty(),
          Optional.empty(),
          auth,
          tls,
          limits,
          codec,
          new ExecutionConfig(
              execution.processors(),
              execution.loops(),
              maxCallsInFlight,
              execution.tensorBytes(),
              maxQueueBytes,
              scoringTimeoutMs,
              maxQueueWaitMs,
              calibrationMs,
              overrides),
          drain,
          memory,
          stateFolder,
          LogConfig.defaults());
    }
  }
}

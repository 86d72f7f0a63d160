package io.scoria.cli;

import io.scoria.auth.Authenticator;
import io.scoria.auth.KeyAuthenticator;
import io.scoria.config.AuthConfig;
import io.scoria.config.ExecutionConfig;
import io.scoria.config.HttpLimits;
import io.scoria.config.ListenerConfig;
import io.scoria.config.PolicyOverrides;
import io.scoria.config.ServeConfig;
import io.scoria.config.ServiceConfig;
import io.scoria.engine.ModelLoadException;
import io.scoria.server.ScoriaServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves one model until it is told to stop. */
@Command(
    name = "serve",
    description = {
      "Serves a model over HTTP until it is stopped (Ctrl-C or SIGTERM).",
      "",
      "When the model can score, it prints a line that begins with READY and the address, and "
          + "below it a curl command that scores a sample."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nModel:%n",
    footer = {
      "",
      "Keys: those of the environment, SCORIA_PRIMARY_KEY and SCORIA_SECONDARY_KEY, where the first "
          + "is set; else those of the key file, which is made where it is missing. Clients send "
          + "'Authorization: Bearer KEY'.",
      "",
      "Paths: POST /score, GET /swagger.json, and GET / for health. On the management port: GET "
          + "/livez, /readyz, /docs for people, and /admin/models, which tells how each model is "
          + "run.",
      "",
      "Example:",
      "  java -jar scoria.jar serve models/iris --port 8080 --host 0.0.0.0",
      "",
      "Exit status: 0 stopped, 1 could not start, 2 wrong options."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true)
final class ServeCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "MODEL_DIR",
      defaultValue = "${env:SCORIA_MODEL_DIR}",
      description =
          "A folder that holds model.onnx, or one other *.onnx; or the path of an ONNX file. "
              + "Default: SCORIA_MODEL_DIR of the environment.")
  private @Nullable Path model;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "" + ListenerConfig.DEFAULT_PORT,
      description = "Port that scores; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "H",
      defaultValue = ListenerConfig.DEFAULT_HOST,
      description =
          "Name or address to listen on; 0.0.0.0 for all of this machine's. "
              + "Default: ${DEFAULT-VALUE}.")
  private String host = ListenerConfig.DEFAULT_HOST;

  @Option(
      names = "--management-port",
      paramLabel = "M",
      description =
          "Port for /livez, /readyz and /admin/models; 0 for any that is free. Default: none.")
  private @Nullable Integer managementPort;

  @Option(
      names = "--auth",
      paramLabel = "key|none",
      defaultValue = "key",
      description =
          "key: clients send one of the service's keys. none: everybody may score. "
              + "Default: ${DEFAULT-VALUE}.")
  private AuthMode auth = AuthMode.key;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description =
          "Where keys are kept that the environment does not give. "
              + "Default: keys in the folder for state (SCORIA_STATE_DIR, else "
              + "$XDG_STATE_HOME/scoria, else ~/.local/state/scoria).")
  private @Nullable Path keyFile;

  @Option(
      names = "--max-body-bytes",
      paramLabel = "N",
      defaultValue = "" + HttpLimits.DEFAULT_MAX_BODY_BYTES,
      description = "Largest request body. Default: ${DEFAULT-VALUE} (100 MiB).")
  private long maxBodyBytes;

  @Option(
      names = "--max-calls-in-flight",
      paramLabel = "N",
      defaultValue = "" + ExecutionConfig.DEFAULT_MAX_CALLS_IN_FLIGHT,
      description = "More calls than this at once are refused with 503. Default: ${DEFAULT-VALUE}.")
  private int maxCallsInFlight;

  @Option(
      names = "--max-queue-bytes",
      paramLabel = "N",
      description =
          "A call is refused with 503 where the inputs of those that wait for the model would have "
              + "more bytes with its own. Default: an eighth of the Java heap's most.")
  private @Nullable Long maxQueueBytes;

  @Option(
      names = "--scoring-timeout-ms",
      paramLabel = "N",
      defaultValue = "" + ExecutionConfig.DEFAULT_SCORING_TIMEOUT_MS,
      description =
          "A call that takes longer is answered with 504. A client may ask for less with the "
              + "header X-Scoring-Timeout-Ms. Default: ${DEFAULT-VALUE}.")
  private int scoringTimeoutMs;

  @Option(
      names = "--max-queue-wait-ms",
      paramLabel = "N",
      defaultValue = "" + ExecutionConfig.DEFAULT_MAX_QUEUE_WAIT_MS,
      description =
          "A call that would wait longer than this for its run is refused with 503. "
              + "Default: ${DEFAULT-VALUE}.")
  private int maxQueueWaitMs;

  @Option(
      names = "--calibration-ms",
      paramLabel = "N",
      defaultValue = "" + ExecutionConfig.DEFAULT_CALIBRATION_MS,
      description =
          "How long the model is measured when it is loaded, to decide how it is run; 0 for not "
              + "at all. Default: ${DEFAULT-VALUE}.")
  private int calibrationMs;

  @Option(
      names = "--instances",
      paramLabel = "N",
      description =
          "Runs of the model that may overlap, beside those on event loops. Default: measured.")
  private @Nullable Integer instances;

  @Option(
      names = "--intra-op-threads",
      paramLabel = "N",
      description =
          "Threads that one run may use; runs that overlap share those beyond their own. "
              + "Default: measured.")
  private @Nullable Integer intraOpThreads;

  @Option(
      names = "--max-batch-rows",
      paramLabel = "N",
      description =
          "Rows of calls that are joined into one run, where rows are found not to depend on each "
              + "other; 1 to join none. Default: measured.")
  private @Nullable Integer maxBatchRows;

  @Option(
      names = "--tick",
      paramLabel = "auto|off",
      defaultValue = "auto",
      description =
          "auto: a model that is found small runs on the event loops. off: never. "
              + "Default: ${DEFAULT-VALUE}.")
  private TickMode tick = TickMode.auto;

  @Option(
      names = "--stacktrace",
      description = "Print the stack trace where the server cannot start.")
  private boolean stacktrace;

  /** The values of --auth, as they are typed. */
  private enum AuthMode {
    key,
    none
  }

  /** The values of --tick, as they are typed. */
  private enum TickMode {
    auto,
    off
  }

  @Override
  public Integer call() {
    PrintWriter out = commandSpec().commandLine().getOut();
    try {
      serve(out);
      return 0;
    } catch (IllegalArgumentException e) {
      return explain(e, commandSpec().exitCodeOnInvalidInput());
    } catch (IOException | ModelLoadException e) {
      return explain(e, commandSpec().exitCodeOnExecutionException());
    }
  }

  private int explain(Exception e, int exitCode) {
    PrintWriter err = commandSpec().commandLine().getErr();
    err.println("scoria: " + e.getMessage());
    if (stacktrace) {
      e.printStackTrace(err);
    }
    err.flush();
    return exitCode;
  }

  private void serve(PrintWriter out) throws IOException, ModelLoadException {
    ServeConfig config = config();
    KeySource keys = KeySource.of(config.auth(), System.getenv());
    Authenticator authenticator = keys.keys().map(ServeCommand::keyed).orElse(Authenticator.NONE);
    StopSignal stop = StopSignal.install();
    out.println(Version.line());
    ScoriaServer server = ScoriaServer.start(config, authenticator, line -> print(out, line));
    print(out, "Keys: " + keys.description());
    server.managementPort().ifPresent(at -> print(out, "Management: http://" + host + ":" + at));
    Path samples = StateFolder.of(System.getenv()).resolve("sample-requests");
    new ReadyMessage(host, server.port(), keys, server.model().sample(), samples).print(out);
    stop.await();
    print(out, "Stopping: no new connections, finishing the calls in flight.");
    stop.finish(server.stop());
  }

  private static Authenticator keyed(io.scoria.auth.Keys keys) {
    return new KeyAuthenticator(keys);
  }

  private static void print(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  private ServeConfig config() {
    Path given = model;
    if (given == null || given.toString().isEmpty()) {
      throw new IllegalArgumentException(
          "no model: give MODEL_DIR, a folder that holds model.onnx, or set SCORIA_MODEL_DIR");
    }
    if (managementPort != null && managementPort == port && port != 0) {
      throw new IllegalArgumentException(
          "--port and --management-port are both " + port + "; give two ports");
    }
    HttpLimits limits = HttpLimits.defaults();
    ExecutionConfig execution = ExecutionConfig.defaults(Runtime.getRuntime());
    return new ServeConfig(
        Optional.of(given),
        Optional.empty(),
        ServiceConfig.defaults(),
        new ListenerConfig(host, port),
        Optional.ofNullable(managementPort).map(at -> new ListenerConfig(host, at)),
        Optional.empty(),
        authConfig(),
        new HttpLimits(maxBodyBytes, limits.maxUriBytes(), limits.maxHeaderBytes()),
        new ExecutionConfig(
            execution.processors(),
            execution.loops(),
            maxCallsInFlight,
            execution.tensorBytes(),
            Optional.ofNullable(maxQueueBytes).orElse(execution.maxQueueBytes()),
            scoringTimeoutMs,
            maxQueueWaitMs,
            calibrationMs,
            overrides()),
        Optional.of(StateFolder.of(System.getenv())));
  }

  private PolicyOverrides overrides() {
    return new PolicyOverrides(
        given(instances), given(intraOpThreads), given(maxBatchRows), tick == TickMode.auto);
  }

  private static OptionalInt given(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private AuthConfig authConfig() {
    if (auth == AuthMode.none) {
      return new AuthConfig.None();
    }
    Map<String, String> environment = System.getenv();
    Path file = keyFile == null ? StateFolder.of(environment).resolve("keys") : keyFile;
    return new AuthConfig.Key(file);
  }

  private CommandSpec commandSpec() {
    CommandSpec given = spec;
    if (given == null) {
      throw new IllegalStateException("picocli sets it");
    }
    return given;
  }
}

package io.scoria.cli;

import io.scoria.config.ServeConfig;
import io.scoria.config.azureml.Resolution;
import io.scoria.engine.ModelLoadException;
import io.scoria.entry.ScriptInitException;
import io.scoria.entry.ScriptLoadException;
import io.scoria.log.ServerLog;
import io.scoria.server.ScoriaServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves one model or entry script until it is told to stop. */
@Command(
    name = "serve",
    description = {
      "Serves a model, or an entry script, over HTTP until it is stopped (Ctrl-C or SIGTERM).",
      "",
      "When the model can score, it prints a line that begins with READY and the address, and "
          + "below it a curl command that scores a sample. In a container, each line is a JSON object "
          + "instead, with that text as its message (--log-format)."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nModel:%n",
    footer = {
      "",
      "Keys: those of the environment, SCORIA_PRIMARY_KEY and SCORIA_SECONDARY_KEY, where the first "
          + "is set; else those of the deployment configuration; else those of the key file, which "
          + "is made where it is missing. Clients send 'Authorization: Bearer KEY'. 'scoria keys' shows "
          + "and replaces them while the server runs.",
      "",
      "Tokens (--auth token): JWTs that this server signs, or those of an OpenID Connect issuer "
          + "(--token-issuer, with --token-audience). The public keys of the first are at GET "
          + "/.well-known/jwks.json; 'scoria token issue', or POST /admin/token on the management "
          + "port, makes one.",
      "",
      "Paths: POST /score, GET /swagger.json, and GET / for health. On the management port: GET "
          + "/livez, /readyz and /startupz (with ?verbose each check and why it fails), /metrics for "
          + "Prometheus, /docs for people, /admin/models, which tells how each model is run, /admin/keys, "
          + "/admin/logs?tail=100, the last lines of the log, and /admin/loggers.",
      "",
      "Example:",
      "  java -jar scoria.jar serve models/iris --port 8080 --host 0.0.0.0",
      "",
      "SIGTERM or Ctrl-C: /readyz says 503 at once while requests are still served for "
          + "--drain-delay; then every response closes its connection, nobody can connect any more, "
          + "and what was accepted is answered within --drain-timeout. A second signal ends the "
          + "process at once.",
      "",
      "Exit status: 0 stopped, 1 could not start or did not stop cleanly, 2 wrong options or "
          + "configuration, 3 the entry script failed in init(), 130 a second signal while it "
          + "stopped."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true)
final class ServeCommand implements Callable<Integer> {
  /** The exit code of the server whose contract this is. */
  private static final int INIT_FAILED = 3;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--stacktrace",
      description = "Print the stack trace where the server cannot start.")
  private boolean stacktrace;

  @Override
  public Integer call() {
    Resolution resolution = ServeOptions.resolve(commandSpec());
    Optional<ServeConfig> config = resolution.serve();
    PrintWriter err = commandSpec().commandLine().getErr();
    new FindingsText(resolution).printProblems(err);
    if (config.isEmpty()) {
      return commandSpec().exitCodeOnInvalidInput();
    }
    try (StandardOutput out = StandardOutput.open(config.get())) {
      resolution.notes().forEach(note -> out.log().notice("Note: " + note));
      serve(config.get(), out.log());
      return 0;
    } catch (IllegalArgumentException e) {
      return explain(e, commandSpec().exitCodeOnInvalidInput());
    } catch (ScriptInitException e) {
      return explain(e, INIT_FAILED);
    } catch (IOException | ModelLoadException | ScriptLoadException e) {
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

  private static void serve(ServeConfig config, ServerLog log)
      throws IOException, ModelLoadException, ScriptLoadException {
    try (Credentials credentials = Credentials.of(config, System.getenv())) {
      StopSignal stop = StopSignal.install(config.drain().hardStopMs());
      log.notice(Version.line());
      ScoriaServer server = ScoriaServer.start(config, credentials.access(), log);
      tell(credentials, log);
      server.managementPort().ifPresent(at -> log.notice(management(config, at)));
      log.notice(ready(config, credentials, server).lines());
      log.started();
      stop.await();
      log.notice(stopping(config.drain().delayMs()));
      server.drain();
      boolean clean = server.stop();
      log.notice(clean ? "Stopped." : "Stopped, but not cleanly: the lines above say why.");
      log.close(); // what is not clean ends the process at once
      stop.finish(clean);
    }
  }

  private static String stopping(int delayMs) {
    String first = delayMs == 0 ? "" : "not ready, but still serving for " + delayMs + " ms; then ";
    return "Stopping: " + first + "no new connections, finishing the calls in flight.";
  }

  private static void tell(Credentials credentials, ServerLog log) {
    log.notice("Keys: " + credentials.scoring().description());
    credentials
        .tokens()
        .ifPresent(it -> it.description().forEach(line -> log.notice("Tokens: " + line)));
    credentials
        .management()
        .ifPresent(keys -> log.notice("Management keys: " + keys.description()));
  }

  private static ReadyMessage ready(
      ServeConfig config, Credentials credentials, ScoriaServer server) throws IOException {
    Path samples = StateFolder.of(System.getenv()).resolve("sample-requests");
    return new ReadyMessage(
        config.scoring().host(),
        server.port(),
        config.tls(),
        credentials.scoring(),
        server.sample(),
        samples);
  }

  private static String management(ServeConfig config, int port) {
    String host = config.management().orElseThrow().listener().host();
    return "Management: http://" + ReadyMessage.bracketed(host) + ":" + port;
  }

  private CommandSpec commandSpec() {
    CommandSpec given = spec;
    if (given == null) {
      throw new IllegalStateException("picocli sets it");
    }
    return given;
  }
}

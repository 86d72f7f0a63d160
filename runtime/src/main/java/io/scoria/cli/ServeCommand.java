package io.scoria.cli;

import io.scoria.auth.Authenticator;
import io.scoria.auth.KeyAuthenticator;
import io.scoria.config.ServeConfig;
import io.scoria.config.azureml.Resolution;
import io.scoria.engine.ModelLoadException;
import io.scoria.entry.ScriptInitException;
import io.scoria.entry.ScriptLoadException;
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
          + "below it a curl command that scores a sample."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nModel:%n",
    footer = {
      "",
      "Keys: those of the environment, SCORIA_PRIMARY_KEY and SCORIA_SECONDARY_KEY, where the first "
          + "is set; else those of the deployment configuration; else those of the key file, which "
          + "is made where it is missing. Clients send 'Authorization: Bearer KEY'.",
      "",
      "Paths: POST /score, GET /swagger.json, and GET / for health. On the management port: GET "
          + "/livez, /readyz, /docs for people, and /admin/models, which tells how each model is "
          + "run.",
      "",
      "Example:",
      "  java -jar scoria.jar serve models/iris --port 8080 --host 0.0.0.0",
      "",
      "Exit status: 0 stopped, 1 could not start, 2 wrong options or configuration, "
          + "3 the entry script failed in init()."
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
    PrintWriter out = commandSpec().commandLine().getOut();
    PrintWriter err = commandSpec().commandLine().getErr();
    if (config.isEmpty()) {
      new FindingsText(resolution).print(err, err);
      return commandSpec().exitCodeOnInvalidInput();
    }
    new FindingsText(resolution).print(out, err);
    try {
      serve(config.get(), out);
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

  private void serve(ServeConfig config, PrintWriter out)
      throws IOException, ModelLoadException, ScriptLoadException {
    String host = config.scoring().host();
    KeySource keys = KeySource.of(config.auth(), System.getenv());
    Authenticator authenticator = keys.keys().map(ServeCommand::keyed).orElse(Authenticator.NONE);
    StopSignal stop = StopSignal.install();
    print(out, Version.line());
    ScoriaServer server = ScoriaServer.start(config, authenticator, line -> print(out, line));
    print(out, "Keys: " + keys.description());
    server.managementPort().ifPresent(at -> print(out, "Management: http://" + host + ":" + at));
    Path samples = StateFolder.of(System.getenv()).resolve("sample-requests");
    new ReadyMessage(host, server.port(), config.tls(), keys, server.sample(), samples).print(out);
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

  private CommandSpec commandSpec() {
    CommandSpec given = spec;
    if (given == null) {
      throw new IllegalStateException("picocli sets it");
    }
    return given;
  }
}

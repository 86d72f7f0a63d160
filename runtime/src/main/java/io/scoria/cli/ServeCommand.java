package io.scoria.cli;

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
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--stacktrace",
      description = "Print the stack trace where the server cannot start.")
  private boolean stacktrace;

  @Override
  public Integer call() {
    CommandSpec given = commandSpec();
    return Serving.run(ServeOptions.resolve(given), stacktrace, given.commandLine().getErr());
  }

  private CommandSpec commandSpec() {
    CommandSpec given = spec;
    if (given == null) {
      throw new IllegalStateException("picocli sets it");
    }
    return given;
  }
}

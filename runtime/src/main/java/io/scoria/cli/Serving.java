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

/**
 * A process that serves, from what it was told to its exit code.
 *
 * @param stacktrace whether one is printed where the server cannot start
 * @param err for people, where there is no log yet
 */
record Serving(boolean stacktrace, PrintWriter err) {
  private static final int STOPPED = 0;
  private static final int CANNOT_START = 1;
  private static final int CANNOT_BE_USED = 2; // options or configuration

  /** The exit code of the server whose contract this is. */
  private static final int INIT_FAILED = 3;

  /** Serves until it is told to stop; blocks for that long. */
  static int run(Resolution resolution, boolean stacktrace, PrintWriter err) {
    new FindingsText(resolution).printProblems(err);
    return resolution
        .serve()
        .map(config -> new Serving(stacktrace, err).run(config, resolution))
        .orElse(CANNOT_BE_USED);
  }

  private int run(ServeConfig config, Resolution resolution) {
    try (StandardOutput out = StandardOutput.open(config)) {
      resolution.notes().forEach(note -> out.log().notice("Note: " + note));
      serve(config, out.log());
      return STOPPED;
    } catch (IllegalArgumentException e) {
      return explain(e, CANNOT_BE_USED);
    } catch (ScriptInitException e) {
      return explain(e, INIT_FAILED);
    } catch (IOException | ModelLoadException | ScriptLoadException e) {
      return explain(e, CANNOT_START);
    }
  }

  private int explain(Exception e, int exitCode) {
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
      stop.serves();
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
}

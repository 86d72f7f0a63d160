package io.scoria.cli;

import io.scoria.config.ListenerConfig;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a server of this machine whether it can score: the health check of the image. */
@Command(
    name = "health",
    description = {
      "Asks a server of this machine whether it can score, by GET /; for health checks of images,"
          + " which have neither a shell nor curl.",
      "",
      "Exit status: 0 it can, 1 it cannot yet, or there is none, 2 wrong options."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class HealthCommand implements Callable<Integer> {
  private static final int TIMEOUT_MS = 5000;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Port that scores, or that answers GET / alone. Default: SERVER_PORT, else 5001.",
      defaultValue = "${env:SERVER_PORT:-" + ListenerConfig.DEFAULT_PORT + "}")
  private int port;

  @Override
  public Integer call() {
    String url = "http://127.0.0.1:" + port + "/";
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(TIMEOUT_MS);
      connection.setReadTimeout(TIMEOUT_MS);
      int status = connection.getResponseCode();
      return status == HttpURLConnection.HTTP_OK ? 0 : tell(url + " answers " + status);
    } catch (IOException e) {
      return tell(url + " does not answer: " + e.getMessage());
    }
  }

  private int tell(String problem) {
    CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("picocli sets it");
    }
    command.commandLine().getErr().println("scoria: " + problem);
    command.commandLine().getErr().flush();
    return command.exitCodeOnExecutionException();
  }
}

package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.load.LengthRange;
import io.scoria.benchmarks.load.RequestBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Scoria, and what it says of itself. Owns its process and a client of its management port. */
final class ScoriaServer implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int OK = 200;

  private final Server server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest askForModels;

  /**
   * Owns the server from here on.
   *
   * @param management where its management port is
   */
  ScoriaServer(Server server, URI management) {
    this.server = server;
    askForModels =
        HttpRequest.newBuilder(management.resolve("/admin/models")).timeout(TIMEOUT).build();
  }

  Server server() {
    return server;
  }

  /** Asks the server, which blocks for about a millisecond; longer under load. */
  ServedModel model() throws IOException, InterruptedException {
    var answer = client.send(askForModels, BodyHandlers.ofString());
    if (answer.statusCode() != OK) {
      throw new IOException(
          "%s was answered with %d".formatted(askForModels.uri(), answer.statusCode()));
    }
    return ServedModel.parse(answer.body());
  }

  /** This server and a request to it. */
  Subject subject(RequestBytes request, LengthRange expectedLength) {
    return new Subject(server.target(), request, server.cpu(), expectedLength, batchMeter());
  }

  private BatchMeter batchMeter() {
    return () -> {
      try {
        return model().batches();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UncheckedIOException(new IOException("interrupted", e));
      }
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
  }
}

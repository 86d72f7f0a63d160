package io.scoria.auth.token.oidc;

import io.scoria.auth.token.jwk.InvalidKeySetException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gets a document, bounded in time and size; follows no redirect. Owns the client, which keeps
 * connections. Used by one thread.
 */
final class BoundedGet implements AutoCloseable {
  static final int MAX_BODY_BYTES = 1 << 20;

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final long TOTAL_MS = 5000;
  private static final int OK = 200;

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /**
   * The body of the answer 200.
   *
   * @throws IOException if there is another answer, too large a one or none in time
   */
  byte[] get(URI at) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(at)
            .timeout(Duration.ofMillis(TOTAL_MS))
            .header("Accept", "application/json")
            .build();
    CompletableFuture<HttpResponse<byte[]>> asked =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY_BYTES));
    try {
      HttpResponse<byte[]> answer = asked.get(TOTAL_MS, TimeUnit.MILLISECONDS);
      if (answer.statusCode() != OK) {
        throw new InvalidKeySetException(at + ": the answer was " + answer.statusCode());
      }
      return answer.body();
    } catch (TimeoutException e) {
      throw new IOException(at + ": no answer within " + TOTAL_MS + " ms", e);
    } catch (ExecutionException e) {
      throw new IOException(at + ": " + why(e.getCause()), e);
    } finally {
      asked.cancel(true); // does nothing to one that has ended
    }
  }

  private static String why(@org.jspecify.annotations.Nullable Throwable cause) {
    if (cause instanceof java.net.ConnectException) {
      return "no connection"; // which the client gives no message for
    }
    String message = cause == null ? null : cause.getMessage();
    return message == null ? "no answer" : message;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

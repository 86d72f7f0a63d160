package io.scoria.cli;

import io.scoria.codec.JsonValues;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Talks to the management listener of a running server. Every failure is an IOException whose
 * message is for people, and holds no key.
 *
 * @param base its address, as the server prints it
 * @param key of those who run the server; empty for none
 */
record ManagementClient(URI base, Optional<String> key) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int UNAUTHORIZED = 401;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  /**
   * Of the server at that address; nothing is sent yet.
   *
   * @throws IllegalArgumentException if the text is no address of a server
   */
  static ManagementClient of(String url, Optional<String> key) {
    try {
      URI base = new URI(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
      if ("http".equals(base.getScheme()) && isHostAlone(base)) {
        return new ManagementClient(base, key);
      }
      throw notAnAddress(
          url, "https".equals(base.getScheme()) ? "; the management listener speaks no TLS" : "");
    } catch (URISyntaxException e) {
      throw notAnAddress(url, "");
    }
  }

  private static boolean isHostAlone(URI url) {
    return url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawPath().isEmpty()
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }

  private static IllegalArgumentException notAnAddress(String url, String why) {
    return new IllegalArgumentException("'" + url + "' is not of the form http://HOST:PORT" + why);
  }

  /**
   * The object that a path answers.
   *
   * @param without what a server lacks that has no such path, and how it is started to have it
   */
  Map<?, ?> get(String path, String without) throws IOException {
    return send(without, request(path).GET());
  }

  /** The object that a path answers to this one; see {@link #get}. */
  Map<?, ?> post(String path, ByteBuffer json, String without) throws IOException {
    byte[] body = new byte[json.remaining()];
    json.get(body);
    return send(
        without,
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
    key.ifPresent(it -> request.header("Authorization", "Bearer " + it));
    return request;
  }

  private Map<?, ?> send(String without, HttpRequest.Builder request) throws IOException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .proxy(HttpClient.Builder.NO_PROXY) // what is sent and answered are secrets
            .build()) {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      if (response.statusCode() == NOT_FOUND) {
        HttpRequest alive = request("/livez").build();
        boolean managed = client.send(alive, BodyHandlers.discarding()).statusCode() == OK;
        throw new IOException(
            base + (managed ? ": " + without : " is not the management listener of a server"));
      }
      return answer(response);
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new IOException(
          "there is no server at "
              + base
              + "; give the address that the server printed behind 'Management:'",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Map<?, ?> answer(HttpResponse<byte[]> response) throws IOException {
    Map<?, ?> object = object(response.body());
    if (response.statusCode() / 100 == 2) {
      return object;
    }
    Object message = object.get("message");
    throw new IOException(
        response.statusCode() == UNAUTHORIZED
            ? unauthorized()
            : "%s answered %d: %s"
                .formatted(base, response.statusCode(), message == null ? "?" : message));
  }

  private String unauthorized() {
    String given = "give --management-key-file FILE, or set " + KeySource.MANAGEMENT;
    return key.isEmpty()
        ? base + " asks for a management key; " + given
        : base + " does not take this management key; " + given + " to another";
  }

  /** Empty where it is none. */
  private static Map<?, ?> object(byte[] body) {
    return JsonValues.parse(ByteBuffer.wrap(body)) instanceof JsonValues.Parsed.Value(Object value)
            && value instanceof Map<?, ?> object
        ? object
        : Map.of();
  }

  /** As text, for people and pipes. */
  static String text(ByteBuffer json) {
    return StandardCharsets.UTF_8.decode(json).toString();
  }
}

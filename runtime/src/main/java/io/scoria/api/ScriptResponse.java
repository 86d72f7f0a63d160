package io.scoria.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer, where JSON with the status 200 is not enough:
 *
 * {@snippet lang=java :
 * return ScriptResponse.text("no such image").withStatus(404).withHeader("X-Tried", "3");
 * }
 *
 * <p>Immutable, but for what its body may still hold.
 */
public final class ScriptResponse {
  /** What is sent. */
  public sealed interface Body {
    /** Any value that {@link EntryScript#run} may return. */
    record Json(@Nullable Object value) implements Body {}

    /** Bytes as they are, from the position to the limit; not changed any more. */
    record Bytes(ByteBuffer bytes) implements Body {}

    /** Texts or {@code byte[]} that are sent as they come. */
    record Pieces(Iterator<?> pieces, Runnable close) implements Body {}
  }

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
  private static final Set<String> SERVERS_OWN =
      Set.of(
          "connection",
          "content-length",
          "content-type",
          "date",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final int status;
  private final String contentType;
  private final List<Map.Entry<String, String>> headers;
  private final Body body;

  private ScriptResponse(
      int status, String contentType, List<Map.Entry<String, String>> headers, Body body) {
    this.status = status;
    this.contentType = contentType;
    this.headers = headers;
    this.body = body;
  }

  /** A value as JSON. */
  public static ScriptResponse json(@Nullable Object value) {
    return new ScriptResponse(200, "application/json", List.of(), new Body.Json(value));
  }

  /** A plain text. */
  public static ScriptResponse text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8), TEXT);
  }

  /**
   * Bytes as they are, which are not changed after it.
   *
   * @param contentType such as {@code image/png}
   */
  public static ScriptResponse bytes(byte[] bytes, String contentType) {
    return new ScriptResponse(
        200, checked(contentType), List.of(), new Body.Bytes(ByteBuffer.wrap(bytes)));
  }

  /**
   * Texts or {@code byte[]}, each sent as it comes. The iterator may block; it is asked on a
   * virtual thread. The stream is closed at its end, or when the client has gone.
   */
  public static ScriptResponse stream(Stream<?> pieces, String contentType) {
    return new ScriptResponse(
        200, checked(contentType), List.of(), new Body.Pieces(pieces.iterator(), pieces::close));
  }

  /** As {@link #stream(Stream, String)}. */
  public static ScriptResponse stream(Iterator<?> pieces, String contentType) {
    return new ScriptResponse(
        200, checked(contentType), List.of(), new Body.Pieces(pieces, () -> {}));
  }

  /**
   * The same with another status.
   *
   * @param other from 200 to 599
   */
  public ScriptResponse withStatus(int other) {
    if (other < 200 || other > 599) {
      throw new IllegalArgumentException("the status is " + other + "; give one of 200 to 599");
    }
    return new ScriptResponse(other, contentType, headers, body);
  }

  /** The same with another content type. */
  public ScriptResponse withContentType(String other) {
    return new ScriptResponse(status, checked(other), headers, body);
  }

  /**
   * The same with one more header.
   *
   * @throws IllegalArgumentException if HTTP does not allow it, or it is the server's own to set
   */
  public ScriptResponse withHeader(String name, String value) {
    if (!NAME.matcher(name).matches() || SERVERS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("a script cannot set the header '" + name + "'");
    }
    List<Map.Entry<String, String>> more = new ArrayList<>(headers);
    more.add(Map.entry(name, checked(value)));
    return new ScriptResponse(status, contentType, List.copyOf(more), body);
  }

  private static String checked(String value) {
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException("a header holds a character that HTTP does not allow");
    }
    return value;
  }

  public int status() {
    return status;
  }

  public String contentType() {
    return contentType;
  }

  /** In the order of their adding. */
  public List<Map.Entry<String, String>> headers() {
    return headers;
  }

  public Body body() {
    return body;
  }
}

package io.scoria.transport;

import io.netty.buffer.ByteBuf;
import io.scoria.config.ServiceConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/** What every response of a listener says, whatever it answers. Immutable. */
final class Surface {
  /** Of a listener for tools, to which no page of a browser belongs. */
  static final Surface PLAIN = new Surface("", new CorsPolicy(List.of()), false);

  private final byte[] lines; // each with the CRLF before it
  private final CorsPolicy cors;
  private final boolean answersOptions;

  private Surface(String lines, CorsPolicy cors, boolean answersOptions) {
    this.lines = lines.getBytes(StandardCharsets.ISO_8859_1);
    this.cors = cors;
    this.answersOptions = answersOptions;
  }

  /**
   * Of the listener that scores.
   *
   * @param overTls where browsers might come
   * @param hstsSeconds how long browsers are told to come by TLS alone; empty for not
   * @throws IllegalArgumentException if the server's version cannot stand in a header
   */
  static Surface of(ServiceConfig service, boolean overTls, OptionalInt hstsSeconds) {
    String version = service.serverVersion().map(Surface::versionLine).orElse("");
    String hsts =
        hstsSeconds.isPresent()
            ? "\r\nstrict-transport-security: max-age=" + hstsSeconds.getAsInt()
            : "";
    String tls = overTls ? "\r\nx-content-type-options: nosniff" : "";
    return new Surface(version + tls + hsts, new CorsPolicy(service.corsOrigins()), true);
  }

  private static String versionLine(String version) {
    if (!ReplyHeaders.isValue(version)) {
      throw new IllegalArgumentException("the server's version cannot stand in a header");
    }
    return "\r\nx-ms-server-version: " + version;
  }

  CorsPolicy cors() {
    return cors;
  }

  /** True where each path that is there answers OPTIONS. */
  boolean answersOptions() {
    return answersOptions;
  }

  /** Writes the lines of every response, each with the CRLF before it. */
  void writeTo(ByteBuf out) {
    out.writeBytes(lines);
  }
}

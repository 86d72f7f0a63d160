package io.scoria.transport;

import io.netty.buffer.ByteBuf;
import io.scoria.config.ServiceConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What every response of a listener says, whatever it answers. Immutable. */
final class Surface {
  /** Of a listener for tools, to which no page of a browser belongs. */
  static final Surface PLAIN = new Surface("", new CorsPolicy(List.of()), false);

  private final byte[] serverVersion; // a line with the CRLF before it, or nothing
  private final CorsPolicy cors;
  private final boolean answersOptions;

  private Surface(String serverVersion, CorsPolicy cors, boolean answersOptions) {
    this.serverVersion = serverVersion.getBytes(StandardCharsets.ISO_8859_1);
    this.cors = cors;
    this.answersOptions = answersOptions;
  }

  /**
   * Of the listener that scores.
   *
   * @throws IllegalArgumentException if the server's version cannot stand in a header
   */
  static Surface of(ServiceConfig service) {
    String version = service.serverVersion().map(Surface::versionLine).orElse("");
    return new Surface(version, new CorsPolicy(service.corsOrigins()), true);
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
    out.writeBytes(serverVersion);
  }
}

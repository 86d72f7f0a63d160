package io.scoria.openapi;

import java.nio.charset.StandardCharsets;

/**
 * The paths of a service on one side: those of its container, or those of the router before it.
 *
 * @param base before each of them; empty, or with a slash in front and none behind
 * @param router true for the router's
 */
public record ServicePaths(String base, boolean router) {
  private static final String ROUTER = "/api/v1/service/";
  private static final String UNRESERVED = "-._~"; // beside letters and digits

  /** Those of the container: {@code PREFIX/score}. */
  public static ServicePaths container(String prefix) {
    return new ServicePaths(prefix, false);
  }

  /** Those of the router: {@code /api/v1/service/NAME/score}, the name as it is sent. */
  public static ServicePaths router(String serviceName) {
    return new ServicePaths(ROUTER + encoded(serviceName), true);
  }

  public String health() {
    return base + "/";
  }

  public String score() {
    return base + "/score";
  }

  public String document() {
    return base + "/swagger.json";
  }

  /** One segment of a path (RFC 3986, section 2.1). */
  private static String encoded(String segment) {
    StringBuilder text = new StringBuilder();
    for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
      text.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return text.toString();
  }
}

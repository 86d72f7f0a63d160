package io.scoria.config;

import java.util.regex.Pattern;

/**
 * Where a listener listens.
 *
 * @param host a name or address of this machine
 * @param port 0 for any that is free
 */
public record ListenerConfig(String host, int port) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 5001;
  public static final int MAX_PORT = 65535;

  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");

  public ListenerConfig {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is empty; give a name or address, such as 0.0.0.0");
    }
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port is " + port + "; give one from 0 to " + MAX_PORT);
    }
  }

  /** True where only this machine reaches it. */
  public boolean isLoopback() {
    return isLoopback(host);
  }

  /** True of {@code localhost} and of the loopback addresses; names are not looked up. */
  public static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }

  public static ListenerConfig defaults() {
    return new ListenerConfig(DEFAULT_HOST, DEFAULT_PORT);
  }
}

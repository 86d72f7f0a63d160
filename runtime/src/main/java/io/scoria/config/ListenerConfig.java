package io.scoria.config;

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

  public ListenerConfig {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is empty; give a name or address, such as 0.0.0.0");
    }
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port is " + port + "; give one from 0 to " + MAX_PORT);
    }
  }

  public static ListenerConfig defaults() {
    return new ListenerConfig(DEFAULT_HOST, DEFAULT_PORT);
  }
}

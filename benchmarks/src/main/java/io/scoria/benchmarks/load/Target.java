package io.scoria.benchmarks.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** Where requests go: always this machine, so that no slip of a name floods another. */
public record Target(InetSocketAddress address, String path) {
  private static final int HTTP_PORT = 80;

  public Target {
    if (!address.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "%s is not an address of this machine's loopback, and no load is sent to another"
              .formatted(address));
    }
  }

  /**
   * Finds out where a URL leads.
   *
   * @throws IllegalArgumentException if it is not plain HTTP, or leads to another machine
   */
  public static Target of(URI url) {
    if (!"http".equals(url.getScheme()) || url.getHost() == null) {
      throw new IllegalArgumentException(url + " is not of the form http://HOST:PORT/PATH");
    }
    try {
      int port = url.getPort() < 0 ? HTTP_PORT : url.getPort();
      String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
      String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
      InetAddress host = InetAddress.getByName(url.getHost());
      return new Target(new InetSocketAddress(host, port), path + query);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("there is no address for " + url.getHost(), e);
    }
  }
}

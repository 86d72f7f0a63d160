package io.scoria.it;

/** Scrapes a server's management listener. */
final class Scrapes {
  private Scrapes() {}

  /**
   * One scrape.
   *
   * @param headers lines, each ended by CRLF
   */
  static Response ask(TestServer server, String headers) {
    try (RawClient client = new RawClient(server.managementPort())) {
      return client.send("GET /metrics HTTP/1.1\r\nHost: t\r\n" + headers + "\r\n").read();
    }
  }

  static Exposed scrape(TestServer server) {
    return Exposed.parse(ask(server, "").text());
  }

  /**
   * Waits until a series is at least so large: a request is counted when its end has been handed
   * on, which a client may be told before.
   */
  static Exposed await(TestServer server, String series, double value) {
    long endNanos = System.nanoTime() + RawClient.TIMEOUT_MS * 1_000_000L;
    Exposed page = scrape(server);
    while (!page.has(series) || page.value(series) < value) {
      if (System.nanoTime() - endNanos > 0) {
        throw new AssertionError(
            "never %s: %s, beside %s"
                .formatted(
                    value, series, page.beginning(series.substring(0, series.indexOf('{')))));
      }
      page = scrape(server);
    }
    return page;
  }
}

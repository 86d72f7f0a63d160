package io.scoria.server;

import io.scoria.call.Exchange;
import io.scoria.call.KnownReply;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.call.RequestIdentity;
import io.scoria.call.Service;
import io.scoria.pipeline.Replies;
import io.scoria.telemetry.Exposition;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Answers scrapes, each on a thread of its own, since reading everything takes milliseconds. */
record MetricsService(Exposition exposition) implements Service {
  private static final int MAX_NAME_CHARS = 256;

  @Override
  public Opening open(RequestHead head) {
    String accept = String.join(",", head.headers("accept"));
    String name = head.clientAddress() + ' ' + String.join(",", head.headers("user-agent"));
    String scraper = name.substring(0, Math.min(name.length(), MAX_NAME_CHARS));
    return new Opening.Accepted(new Scrape(exposition, accept, scraper, head.identity()));
  }

  /** One scrape. Used by one thread until its body, which is read past, has ended. */
  private static final class Scrape implements Exchange {
    private static final Reply NOTHING = new Reply(204, "", ByteBuffer.allocate(0), null);

    private final Exchange body = new KnownReply(NOTHING); // it reads past what comes
    private final Exposition exposition;
    private final String accept;
    private final String scraper;
    private final RequestIdentity identity;

    Scrape(Exposition exposition, String accept, String scraper, RequestIdentity identity) {
      this.exposition = exposition;
      this.accept = accept;
      this.scraper = scraper;
      this.identity = identity;
    }

    @Override
    public long deadlineNanos() {
      return body.deadlineNanos();
    }

    @Override
    public void feed(ByteBuffer chunk) {
      body.feed(chunk);
    }

    @Override
    public void finish(Consumer<Reply> done) {
      Thread.ofVirtual().name("scrape").start(() -> done.accept(reply()));
    }

    private Reply reply() {
      try {
        Exposition.Page page = exposition.scrape(accept, scraper);
        return new Reply(200, page.contentType(), page.body(), null);
      } catch (RuntimeException e) {
        return Replies.failed(e, identity);
      }
    }

    @Override
    public void abandon() {}
  }
}

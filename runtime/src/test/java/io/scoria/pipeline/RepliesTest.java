package io.scoria.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.scoria.call.Reply;
import io.scoria.call.RequestIdentity;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class RepliesTest {
  @Test
  void aFailureIsLoggedWithItsIncidentAndItsRequestAndToldWithTheIncidentAlone() {
    Logger log = (Logger) LoggerFactory.getLogger(Replies.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    log.setAdditive(false);
    Throwable cause = new IllegalStateException("inside");
    Reply reply = Replies.failed(cause, new RequestIdentity("the-id", null, null));
    log.setAdditive(true);
    log.detachAppender(lines);

    String body = StandardCharsets.UTF_8.decode(reply.body()).toString();
    assertThat(reply.status()).isEqualTo(500);
    assertThat(body).doesNotContain("inside").containsPattern("under incident [0-9a-f]{16}\\.");
    String incident = body.replaceFirst(".*incident ([0-9a-f]+).*", "$1");
    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.getFirst().getFormattedMessage())
        .isEqualTo("incident " + incident + ": the request the-id failed");
    assertThat(lines.list.getFirst().getThrowableProxy().getMessage()).isEqualTo("inside");
  }
}

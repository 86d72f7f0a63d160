package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection of a server that stops. */
class LeavingConnectionTest {
  private static final int IDLE_MS = 60_000; // longer than any of these takes
  private static final String POST = Wire.POST + "Content-Length: 0\r\n\r\n";
  private static final String CLOSE = "\r\nconnection: close\r\n";

  private final Wire wire = new Wire();

  @AfterEach
  void close() {
    wire.close();
  }

  private void tell(ConnectionEvent event) {
    wire.channel().pipeline().fireUserEventTriggered(event);
  }

  private boolean isOpen() {
    return wire.channel().isOpen();
  }

  @Test
  void oneThatIsIdleIsAnsweredOnceMoreAndToldThatThisWasTheLast() {
    assertThat(wire.send(POST)).startsWith("HTTP/1.1 200").doesNotContain(CLOSE);
    tell(new ConnectionEvent.Leave(IDLE_MS));
    wire.channel().runScheduledPendingTasks();
    assertThat(isOpen()).isTrue();
    assertThat(wire.send(POST)).startsWith("HTTP/1.1 200").contains(CLOSE);
    assertThat(isOpen()).isFalse();
  }

  @Test
  void oneThatStaysIdleIsClosed() {
    tell(new ConnectionEvent.Leave(0));
    wire.channel().runScheduledPendingTasks();
    assertThat(isOpen()).isFalse();
  }

  @Test
  void requestsThatHaveComeAreAllAnsweredAndTheLastOfThemTellsOfTheEnd() {
    tell(new ConnectionEvent.Leave(IDLE_MS));
    String answers = wire.send(POST + POST + POST);
    assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(4);
    assertThat(answers.indexOf(CLOSE)).isGreaterThan(answers.lastIndexOf("HTTP/1.1 200"));
    assertThat(isOpen()).isFalse();
  }

  @Test
  void aRequestThatIsStillComingIsAnswered() {
    wire.send(POST.substring(0, 20));
    tell(new ConnectionEvent.Leave(0));
    wire.channel().runScheduledPendingTasks();
    assertThat(wire.send(POST.substring(20))).startsWith("HTTP/1.1 200").contains(CLOSE);
  }

  @Test
  void aRefusalTellsOfTheEndToo() {
    tell(new ConnectionEvent.Leave(IDLE_MS));
    assertThat(wire.send("GET /nothing HTTP/1.1\r\nHost: t\r\n\r\n"))
        .startsWith("HTTP/1.1 404")
        .contains(CLOSE);
  }

  @Test
  void whenThereIsNoMoreTimeWhoIsIdleIsClosedWithoutAWord() {
    tell(new ConnectionEvent.GiveUp());
    assertThat(wire.read()).isEmpty();
    assertThat(isOpen()).isFalse();
  }

  @Test
  void whenThereIsNoMoreTimeARequestThatIsStillComingMayBeTriedElsewhere() {
    wire.send(Wire.POST + "Content-Length: 2\r\n\r\n1");
    tell(new ConnectionEvent.GiveUp());
    assertThat(wire.read())
        .startsWith("HTTP/1.1 503")
        .contains(CLOSE, "\r\nretry-after: 1\r\n", "\"code\":\"not_ready\"");
  }
}

package io.scoria.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Exchange;
import io.scoria.call.FakeHead;
import io.scoria.call.Header;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.Service;
import io.scoria.call.Service.Opening;
import io.scoria.call.Timing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The statuses of a router in front of a service. */
final class RouterSurfaceTest {
  private final List<String> events = new ArrayList<>();

  private Service answering(Reply reply) {
    return head ->
        new Opening.Accepted(
            new Exchange() {
              @Override
              public long deadlineNanos() {
                return 7;
              }

              @Override
              public void feed(ByteBuffer chunk) {
                events.add("feed");
              }

              @Override
              public void bodyIsComing() {
                events.add("coming");
              }

              @Override
              public void finish(Consumer<Reply> done) {
                done.accept(reply);
              }

              @Override
              public void abandon() {
                events.add("abandon");
              }
            });
  }

  private static Reply shown(Service behind) {
    if (!(new RouterSurface(behind).open(new FakeHead()) instanceof Opening.Accepted accepted)) {
      throw new AssertionError("refused");
    }
    List<Reply> replies = new ArrayList<>();
    accepted.exchange().finish(replies::add);
    return replies.getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "200, 200",
    "201, 201",
    "400, 400",
    "404, 404",
    "500, 502",
    "501, 501",
    "502, 502",
    "503, 503",
    "504, 504"
  })
  void aFailureBehindTheRouterIs502AndOthersPass(int status, int shown) {
    Header header = new Header("a", "b");
    Reply reply =
        new Reply(
            status, Reply.TEXT, ByteBuffer.allocate(3), null, List.of(header), Timing.run(5), null);
    assertThat(shown(answering(reply))).isEqualTo(reply.withStatus(shown));
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void aRefusalKeepsItsBodyWhateverItsStatus(Reason reason) {
    Reply reply = Replies.refused(new Refusal(reason, "why"));
    Reply shown = shown(answering(reply));
    assertThat(shown.body()).isEqualTo(reply.body());
    assertThat(shown.status()).isEqualTo(reason.status() == 500 ? 502 : reason.status());
  }

  @ParameterizedTest
  @CsvSource({"500", "503", "504"})
  void aDeadlineThatHasPassedIs504(int status) {
    Reply reply = Replies.refused(new Refusal(Reason.DEADLINE_EXCEEDED, "late"));
    assertThat(shown(answering(reply.withStatus(status))).status()).isEqualTo(504);
  }

  @Test
  void aRefusalByTheHeadPasses() {
    Opening refused = new Opening.Refused(new Refusal(Reason.OVERLOADED, "full"));
    assertThat(new RouterSurface(head -> refused).open(new FakeHead())).isSameAs(refused);
  }

  @Test
  void aFailureByTheHeadIs502() {
    Refusal refusal = new Refusal(Reason.INTERNAL_ERROR, "why");
    assertThat(shown(head -> new Opening.Refused(refusal)).status()).isEqualTo(502);
  }

  @Test
  void whatItsClientDoesIsPassedOn() {
    Service behind = answering(new Reply(200, "", ByteBuffer.allocate(0), null));
    if (new RouterSurface(behind).open(new FakeHead()) instanceof Opening.Accepted accepted) {
      accepted.exchange().feed(ByteBuffer.allocate(0));
      accepted.exchange().bodyIsComing();
      accepted.exchange().abandon();
      assertThat(accepted.exchange().deadlineNanos()).isEqualTo(7);
    }
    assertThat(events).containsExactly("feed", "coming", "abandon");
  }
}

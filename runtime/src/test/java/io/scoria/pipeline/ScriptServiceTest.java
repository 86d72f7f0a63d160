package io.scoria.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.admission.Admission;
import io.scoria.auth.Authenticator;
import io.scoria.call.Exchange;
import io.scoria.call.FakeHead;
import io.scoria.call.Header;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.Service.Opening;
import io.scoria.config.ExecutionConfig;
import io.scoria.endpoint.Endpoint;
import io.scoria.entry.LoadedScript;
import io.scoria.entry.ScriptOutcome;
import io.scoria.entry.ScriptRequest;
import io.scoria.tensor.BufferPool;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptServiceTest {
  private static final int MEMORY = 64 << 10;

  private final FakeScript script = new FakeScript();
  private final Endpoint<LoadedScript> endpoint = new Endpoint<>();
  private final BufferPool memory = new BufferPool(MEMORY);
  private final Admission admission = new Admission(2);
  private final ScriptService service =
      new ScriptService(
          new Entrance(
              Authenticator.NONE, admission, ExecutionConfig.defaults(Runtime.getRuntime())),
          endpoint,
          memory);
  private final List<Reply> replies = new ArrayList<>();

  private Exchange open() {
    endpoint.publish(script);
    return ((Opening.Accepted) service.open(new FakeHead())).exchange();
  }

  private Refusal refusal() {
    return ((Opening.Refused) service.open(new FakeHead())).refusal();
  }

  private static void feed(Exchange exchange, String text) {
    exchange.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void finish(Exchange exchange, ScriptOutcome outcome) {
    exchange.finish(replies::add);
    script.calls.getLast().end(outcome);
  }

  private static String text(ByteBuffer body) {
    return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
  }

  @Test
  void aScriptIsGivenTheRequestAsItWasSentButForCredentials() {
    endpoint.publish(script);
    FakeHead head = new FakeHead().with("Authorization", "Bearer k").with("X-A", "1");
    Exchange exchange = ((Opening.Accepted) service.open(head)).exchange();

    feed(exchange, "{\"da");
    feed(exchange, "ta\": 1}");
    exchange.finish(replies::add);

    ScriptRequest request = script.calls.getFirst().request();
    assertThat(text(request.body())).isEqualTo("{\"data\": 1}");
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/score");
    assertThat(request.query()).isEmpty();
    assertThat(request.headers()).containsExactly(new Header("X-A", "1"));
  }

  @Test
  void whatTheScriptAnswersIsTheReply() {
    Reply reply = new Reply(201, Reply.TEXT, ByteBuffer.allocate(0), null);

    finish(open(), new ScriptOutcome.Answered(reply));

    assertThat(replies).containsExactly(reply);
  }

  @Test
  void aScriptThatFailsIs500WithoutTheCause() {
    finish(open(), new ScriptOutcome.Failed());

    Reply reply = replies.getFirst();
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.refusal()).isEqualTo(Reason.SCRIPT_FAILED);
    assertThat(reply.runNanos()).isEqualTo(Reply.RUN_FAILED);
    assertThat(text(reply.body())).contains("An unexpected error occurred in scoring script.");
  }

  @Test
  void aWorkerThatDiesIs500() {
    finish(open(), new ScriptOutcome.Crashed());

    assertThat(replies.getFirst().status()).isEqualTo(500);
    assertThat(replies.getFirst().refusal()).isEqualTo(Reason.WORKER_CRASHED);
  }

  @Test
  void aScriptThatTakesTooLongIs500AndSaysHowLongItMayTake() {
    finish(open(), new ScriptOutcome.TimedOut(1234));

    assertThat(replies.getFirst().status()).isEqualTo(500);
    assertThat(text(replies.getFirst().body())).contains("Scoring timeout after 1234 ms");
  }

  @Test
  void aDeadlineIs500WithItsReasonSoThatTheRouterCanMakeIt504() {
    finish(open(), new ScriptOutcome.Refused(new Refusal(Reason.DEADLINE_EXCEEDED, "late")));

    assertThat(replies.getFirst().status()).isEqualTo(500);
    assertThat(replies.getFirst().refusal()).isEqualTo(Reason.DEADLINE_EXCEEDED);
    assertThat(text(replies.getFirst().body())).contains("Scoring timeout after 60000 ms");
  }

  @Test
  void everyEndGivesBackThePermitAndTheMemory() {
    Exchange answered = open();
    feed(answered, "x".repeat(5000));
    finish(answered, new ScriptOutcome.Failed());
    Exchange gone = open();
    feed(gone, "x".repeat(5000));
    gone.abandon();
    Exchange goneWhileRunning = open();
    feed(goneWhileRunning, "x".repeat(5000));
    goneWhileRunning.finish(replies::add);
    assertThat(memory.usedBytes()).isGreaterThanOrEqualTo(5000);
    goneWhileRunning.abandon();

    assertThat(admission.inFlight()).isZero();
    assertThat(memory.usedBytes()).isZero();
    assertThat(replies).hasSize(1);
  }

  @Test
  void aBodyThatThereIsNoMemoryForIsRefusedAndTheScriptNeverSeesIt() {
    Exchange exchange = open();
    feed(exchange, "x".repeat(MEMORY));
    feed(exchange, "x");
    exchange.finish(replies::add);

    assertThat(replies.getFirst().refusal()).isEqualTo(Reason.OVERLOADED);
    assertThat(script.calls).isEmpty();
    assertThat(memory.usedBytes()).isZero();
    assertThat(admission.inFlight()).isZero();
  }

  @Test
  void withoutAScriptNothingIsTaken() {
    assertThat(refusal().reason()).isEqualTo(Reason.NOT_READY);
  }

  @Test
  void aScriptThatIsNotReadyStillAnswersWhatComes() {
    script.problem = Optional.of("five crashes in a minute");

    finish(open(), new ScriptOutcome.Failed());

    assertThat(replies).hasSize(1);
  }

  @Test
  void aCallThatWouldWaitTooLongIsRefusedBeforeItsBody() {
    endpoint.publish(script);
    script.waitNanos = 501_000_000;

    assertThat(refusal().reason()).isEqualTo(Reason.QUEUE_WAIT_EXCEEDED);
  }

  @Test
  void moreCallsThanMayBeInFlightAreRefused() {
    open();
    open();

    assertThat(refusal().reason()).isEqualTo(Reason.OVERLOADED);
  }
}

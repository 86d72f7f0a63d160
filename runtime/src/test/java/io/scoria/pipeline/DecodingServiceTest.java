package io.scoria.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scoria.call.Exchange;
import io.scoria.call.FakeHead;
import io.scoria.call.FakeLoop;
import io.scoria.call.Header;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.call.Service;
import io.scoria.call.Service.Opening;
import io.scoria.codec.Coded;
import io.scoria.tensor.BufferPool;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecodingServiceTest {
  private static final int MAX_BYTES = 1_000_000;
  private static final byte[] BODY = "{\"data\": [1, 2, 3]}".getBytes(UTF_8);

  private final BufferPool memory = new BufferPool(1 << 20);
  private final Inner inner = new Inner();
  private final FakeLoop loop = new FakeLoop();
  private final List<Reply> replies = new ArrayList<>();
  private long nanos;
  private long nanosPerLook; // how much the clock moves whenever it is looked at
  private final DecodingService service =
      new DecodingService(inner, memory, MAX_BYTES, () -> nanos += nanosPerLook);

  /** What the service behind it sees. */
  private static final class Inner implements Service, Exchange {
    final ByteArrayOutputStream body = new ByteArrayOutputStream();
    final List<RequestHead> heads = new ArrayList<>();
    @Nullable Refusal refusal;
    boolean broken;
    int feeds;
    int ends;
    int abandons;

    @Override
    public Opening open(RequestHead head) {
      heads.add(head);
      return refusal == null ? new Opening.Accepted(this) : new Opening.Refused(refusal);
    }

    @Override
    public long deadlineNanos() {
      return 42;
    }

    @Override
    public void feed(ByteBuffer chunk) {
      if (broken) {
        throw new IllegalStateException("a bug");
      }
      feeds++;
      while (chunk.hasRemaining()) {
        body.write(chunk.get());
      }
    }

    @Override
    public void finish(Consumer<Reply> done) {
      ends++;
      done.accept(new Reply(200, Reply.TEXT, ByteBuffer.wrap(body.toByteArray()), null));
    }

    @Override
    public void abandon() {
      abandons++;
    }
  }

  private FakeHead head(String coding) {
    return new FakeHead().on(loop).with("Content-Encoding", coding);
  }

  private Exchange open(String coding) {
    return ((Opening.Accepted) service.open(head(coding))).exchange();
  }

  private Refusal refusal(RequestHead head) {
    return ((Opening.Refused) service.open(head)).refusal();
  }

  private static void feed(Exchange exchange, byte[] coded) {
    ByteBuffer chunk = ByteBuffer.wrap(coded);
    exchange.feed(chunk);
    assertThat(chunk.hasRemaining()).isFalse();
  }

  private void takeTurns() throws InterruptedException {
    while (loop.isLookedAt()) {
      loop.nextLook().run();
    }
  }

  private Reason reason() {
    assertThat(replies).hasSize(1);
    Reason reason = replies.getFirst().refusal();
    assertThat(reason).isNotNull();
    return reason;
  }

  private void assertEverythingGivenBack() {
    assertThat(memory.usedBytes()).isZero();
    assertThat(inner.ends + inner.abandons).isEqualTo(1);
  }

  @Test
  void aBodyThatIsNotCodedIsLeftToTheServiceItself() {
    RequestHead head = new FakeHead().on(loop);
    assertThat(((Opening.Accepted) service.open(head)).exchange()).isSameAs(inner);
    assertThat(inner.heads).containsExactly(head);
  }

  @Test
  void theServiceIsGivenTheBodyAsIfItHadComeUncoded() {
    FakeHead head = head("gzip").with("Content-Length", "51").with("X-A", "1");
    Exchange exchange = ((Opening.Accepted) service.open(head)).exchange();
    feed(exchange, Coded.gzip(BODY));
    exchange.finish(replies::add);

    assertThat(inner.body.toByteArray()).isEqualTo(BODY);
    assertThat(replies).extracting(Reply::status).containsExactly(200);
    RequestHead seen = inner.heads.getFirst();
    assertThat(seen.headers()).containsExactly(new Header("X-A", "1"));
    assertThat(seen.headers("content-encoding")).isEmpty();
    assertThat(seen.bodyBytes()).isEqualTo(RequestHead.UNKNOWN_LENGTH);
    assertThat(exchange.deadlineNanos()).isEqualTo(42);
    assertEverythingGivenBack();
  }

  @Test
  void aBodyMayComeInAnyPieces() {
    Exchange exchange = open("deflate");
    for (byte b : Coded.deflate(BODY, true)) {
      feed(exchange, new byte[] {b});
    }
    exchange.finish(replies::add);

    assertThat(inner.body.toByteArray()).isEqualTo(BODY);
    assertEverythingGivenBack();
  }

  @Test
  void aZipBombIsRefusedAtTheLimitAndInflatedNoFurther() {
    Exchange exchange = open("gzip");
    feed(exchange, Coded.gzipOf(0, 10L * MAX_BYTES));
    assertThat(inner.abandons).isEqualTo(1); // at once
    assertThat(memory.usedBytes()).isZero();
    feed(exchange, BODY);
    exchange.finish(replies::add);

    assertThat(reason()).isEqualTo(Reason.BODY_TOO_LARGE);
    assertThat(inner.body.size()).isLessThanOrEqualTo(MAX_BYTES);
    assertEverythingGivenBack();
  }

  @Test
  void aBodyOfExactlyTheLimitIsTaken() {
    Exchange exchange = open("gzip");
    feed(exchange, Coded.gzipOf(' ', MAX_BYTES));
    exchange.finish(replies::add);

    assertThat(replies.getFirst().status()).isEqualTo(200);
    assertThat(inner.body.size()).isEqualTo(MAX_BYTES);
  }

  @Test
  void whatTakesLongIsDoneInTurnsBetweenWhichTheLoopIsFree() throws InterruptedException {
    nanosPerLook = DecodingExchange.TURN_NANOS; // one step, and the time is over
    Exchange exchange = open("gzip");
    byte[] coded = Coded.gzipOf(' ', MAX_BYTES);
    feed(exchange, coded);
    assertThat(inner.feeds).isLessThanOrEqualTo(1);
    exchange.finish(replies::add);
    assertThat(replies).isEmpty();

    int turns = 0;
    while (loop.isLookedAt()) {
      int before = inner.feeds;
      loop.nextLook().run();
      assertThat(inner.feeds - before).isLessThanOrEqualTo(1);
      turns++;
    }

    assertThat(turns).isGreaterThan(MAX_BYTES / (64 << 10));
    assertThat(replies).extracting(Reply::status).containsExactly(200);
    assertThat(inner.body.size()).isEqualTo(MAX_BYTES);
    assertEverythingGivenBack();
  }

  @Test
  void whatComesWhileOthersWaitKeepsItsOrder() throws InterruptedException {
    nanosPerLook = DecodingExchange.TURN_NANOS;
    byte[] body = "0123456789".repeat(50_000).getBytes(UTF_8);
    byte[] coded = Coded.gzip(body);
    Exchange exchange = open("gzip");
    for (int from = 0; from < coded.length; from += 100) {
      feed(exchange, java.util.Arrays.copyOfRange(coded, from, Math.min(coded.length, from + 100)));
      if (from % 300 == 0 && loop.isLookedAt()) {
        loop.nextLook().run();
      }
    }
    exchange.finish(replies::add);
    takeTurns();

    assertThat(inner.body.toByteArray()).isEqualTo(body);
    assertThat(replies).hasSize(1);
    assertEverythingGivenBack();
  }

  @Test
  void severalTakeTurns() throws InterruptedException {
    nanosPerLook = DecodingExchange.TURN_NANOS;
    List<Exchange> all = List.of(open("gzip"), open("gzip"), open("gzip"));
    for (Exchange exchange : all) {
      feed(exchange, Coded.gzipOf(' ', MAX_BYTES));
      exchange.finish(replies::add);
    }
    int turns = 0;
    while (replies.isEmpty()) {
      loop.nextLook().run();
      turns++;
    }
    assertThat(turns).isGreaterThan(2 * MAX_BYTES / (64 << 10)); // the others had theirs
    takeTurns();
    assertThat(replies).hasSize(3);
    assertThat(memory.usedBytes()).isZero();
  }

  @Test
  void abandonedInTheMiddleNothingIsKept() throws InterruptedException {
    nanosPerLook = DecodingExchange.TURN_NANOS;
    Exchange exchange = open("gzip");
    feed(exchange, Coded.gzipOf(' ', MAX_BYTES));
    exchange.finish(replies::add);
    exchange.abandon();
    takeTurns();

    assertThat(replies).isEmpty();
    assertEverythingGivenBack();
  }

  @Test
  void abandonedBeforeAnythingCameNothingIsKept() {
    open("deflate").abandon();
    assertEverythingGivenBack();
  }

  @Test
  void aBodyThatIsNotWhatItSaysIsRefusedWithThePlace() {
    Exchange exchange = open("gzip");
    feed(exchange, BODY);
    exchange.finish(replies::add);

    assertThat(reason()).isEqualTo(Reason.MALFORMED_ENCODING);
    assertThat(UTF_8.decode(replies.getFirst().body()).toString())
        .contains("at byte 1 of the coded body: there is no header of gzip");
    assertEverythingGivenBack();
  }

  @Test
  void aBodyThatEndsTooEarlyIsRefused() throws InterruptedException {
    for (long slow : new long[] {0, DecodingExchange.TURN_NANOS}) {
      nanosPerLook = slow;
      replies.clear();
      Exchange exchange = open("gzip");
      byte[] coded = Coded.gzip(BODY);
      feed(exchange, java.util.Arrays.copyOf(coded, coded.length - 3));
      exchange.finish(replies::add);
      takeTurns();
      assertThat(reason()).isEqualTo(Reason.MALFORMED_ENCODING);
      assertThat(memory.usedBytes()).isZero();
    }
    assertThat(inner.abandons).isEqualTo(2);
    assertThat(inner.ends).isZero();
  }

  @Test
  void aZipBombThatWaitsForItsTurnIsRefusedOnce() throws InterruptedException {
    nanosPerLook = DecodingExchange.TURN_NANOS;
    Exchange exchange = open("gzip");
    feed(exchange, Coded.gzipOf(0, 10L * MAX_BYTES));
    exchange.finish(replies::add);
    takeTurns();

    assertThat(reason()).isEqualTo(Reason.BODY_TOO_LARGE);
    assertEverythingGivenBack();
  }

  @Test
  void aBugOfTheDecoderIsAnsweredAlsoWhereItComesInALaterTurn() throws InterruptedException {
    nanosPerLook = DecodingExchange.TURN_NANOS;
    Exchange exchange = open("gzip");
    feed(exchange, Coded.gzipOf(' ', MAX_BYTES));
    exchange.finish(replies::add);
    inner.broken = true;
    takeTurns();

    assertThat(reason()).isEqualTo(Reason.INTERNAL_ERROR);
    assertEverythingGivenBack();
  }

  @Test
  void aBugOfTheDecoderReachesTheConnectionWhereThatFeeds() {
    Exchange exchange = open("gzip");
    inner.broken = true;
    assertThatThrownBy(() -> feed(exchange, Coded.gzip(BODY))).hasMessage("a bug");
    exchange.abandon();
    assertEverythingGivenBack();
  }

  @Test
  void withoutMemoryForAnInflaterItIsOverloaded() {
    memory.reserve(1 << 20);
    assertThat(refusal(head("gzip")).reason()).isEqualTo(Reason.OVERLOADED);
    assertThat(inner.abandons).isEqualTo(1);
  }

  @Test
  void withoutMemoryForWhatWaitsItIsOverloaded() {
    nanosPerLook = DecodingExchange.TURN_NANOS;
    Exchange exchange = open("gzip");
    memory.reserve((1 << 20) - memory.usedBytes());
    feed(exchange, Coded.gzipOf(' ', MAX_BYTES));
    exchange.finish(replies::add);

    assertThat(reason()).isEqualTo(Reason.OVERLOADED);
    assertThat(memory.usedBytes()).isEqualTo((1 << 20) - 48 * 1024);
  }

  @Test
  void anUnknownCodingIsRefusedAfterWhoMayNotSendAtAll() {
    assertThat(refusal(head("br")).reason()).isEqualTo(Reason.UNSUPPORTED_ENCODING);
    inner.refusal = new Refusal(Reason.INVALID_KEY, "no");
    assertThat(refusal(head("br")).reason()).isEqualTo(Reason.INVALID_KEY);
    assertThat(refusal(head("gzip")).reason()).isEqualTo(Reason.INVALID_KEY);
    assertThat(memory.usedBytes()).isZero();
  }

  @Test
  void awayFromTheScoringLoopsNothingIsDecoded() {
    Refusal refusal = refusal(new FakeHead().with("Content-Encoding", "gzip"));
    assertThat(refusal.reason()).isEqualTo(Reason.UNSUPPORTED_ENCODING);
    assertThat(refusal.message()).contains("scoring port");
  }
}

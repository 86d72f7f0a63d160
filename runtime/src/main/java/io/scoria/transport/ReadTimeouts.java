package io.scoria.transport;

import io.netty.channel.ChannelHandlerContext;
import io.scoria.config.HttpTimes;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How long one connection waits for what its client sends next. One timer at most, whatever comes;
 * what comes at once costs no look at it. Confined to the event loop of its connection.
 */
final class ReadTimeouts {
  private static final long NANOS_PER_MS = 1_000_000;
  private static final int SPREAD = 4; // the part of a time that chance may take

  /** What did not come in its time. */
  enum Late {
    /** The rest of a head; or the first one, of which perhaps nothing came. */
    HEAD,
    /** A body came slower than it may. */
    BODY_RATE,
    /** A body came fast enough, and was not whole at its call's deadline. */
    BODY,
    /** The rest of a body that is read past. */
    DISCARDED,
    /** The next request. */
    REQUEST
  }

  private final HttpTimes times;
  private final BiConsumer<ChannelHandlerContext, Late> whenLate;
  private @Nullable Alarm alarm;
  private @Nullable Late waiting; // for what; null while nothing is
  private long dueNanos;
  private long deadlineNanos; // of the call whose body comes
  private long bodyBytes;
  private long windowBytes; // the body's, when the window began
  private int idleMs;

  /**
   * @param whenLate told what is late, once for each time that it was waited for
   */
  ReadTimeouts(HttpTimes times, BiConsumer<ChannelHandlerContext, Late> whenLate) {
    this.times = times;
    idleMs = times.idleMs();
    this.whenLate = whenLate;
  }

  /** The client has connected. */
  void connected(ChannelHandlerContext ctx) {
    await(Late.HEAD, times.headerMs(), ctx);
  }

  /** A part of a head is here. May be told again for each. */
  void headComes(ChannelHandlerContext ctx) {
    if (waiting != Late.HEAD) {
      await(Late.HEAD, times.headerMs(), ctx);
    }
  }

  /**
   * A part of a body is here, or none yet. May be told again for each.
   *
   * @param bytes of the body until now
   * @param deadline of its call, by {@link System#nanoTime}
   */
  void bodyComes(long bytes, long deadline, ChannelHandlerContext ctx) {
    bodyBytes = bytes;
    if (waiting != Late.BODY) {
      deadlineNanos = deadline;
      beginWindow(ctx);
    }
  }

  private void beginWindow(ChannelHandlerContext ctx) {
    windowBytes = bodyBytes;
    long now = System.nanoTime();
    waiting = Late.BODY;
    dueNanos = now + Math.min(times.bodyWindowMs() * NANOS_PER_MS, deadlineNanos - now);
    ringAtDue(ctx);
  }

  /** A part of a body that is read past is here. May be told again for each. */
  void discards(ChannelHandlerContext ctx) {
    if (waiting != Late.DISCARDED) {
      await(Late.DISCARDED, times.bodyWindowMs(), ctx);
    }
  }

  /** A request has been answered, and nothing of the next is here. */
  void requestMayCome(ChannelHandlerContext ctx) {
    await(Late.REQUEST, idleMs, ctx);
  }

  /**
   * From here on the next request is waited for no longer than so, also one that is waited for now;
   * a little less long at random, so that of many connections each is closed right after its loop
   * has looked at what came of it.
   *
   * @param idle true where nothing of a request is here
   */
  void hurry(int millis, boolean idle, ChannelHandlerContext ctx) {
    int lessMs = ThreadLocalRandom.current().nextInt(millis / SPREAD + 1);
    idleMs = Math.min(idleMs, millis - lessMs);
    long untilNanos = System.nanoTime() + idleMs * NANOS_PER_MS;
    if (idle && (waiting == null || untilNanos - dueNanos < 0)) {
      await(Late.REQUEST, idleMs, ctx);
    }
  }

  /** The client is not waited for. */
  void none() {
    waiting = null;
  }

  private void await(Late what, int millis, ChannelHandlerContext ctx) {
    waiting = what;
    dueNanos = System.nanoTime() + millis * NANOS_PER_MS;
    ringAtDue(ctx);
  }

  private void ringAtDue(ChannelHandlerContext ctx) {
    Alarm known = alarm;
    if (known == null) {
      known = new Alarm(() -> onRing(ctx));
      alarm = known;
    }
    known.ringBy(dueNanos, ctx.executor());
  }

  private void onRing(ChannelHandlerContext ctx) {
    Late late = waiting;
    long now = System.nanoTime();
    if (late == null) {
      return;
    }
    if (now - dueNanos < 0) {
      ringAtDue(ctx);
    } else if (late != Late.BODY || now - deadlineNanos >= 0) {
      tell(ctx, late);
    } else if (bodyBytes - windowBytes < times.minBodyBytes()) {
      tell(ctx, Late.BODY_RATE);
    } else {
      beginWindow(ctx);
    }
  }

  private void tell(ChannelHandlerContext ctx, Late late) {
    waiting = null;
    whenLate.accept(ctx, late);
  }

  /** The connection is gone. */
  void cancel() {
    waiting = null;
    if (alarm != null) {
      alarm.cancel();
    }
  }
}

package io.scoria.benchmarks;

import io.scoria.call.EndedRequest;
import io.scoria.call.Loop;
import io.scoria.call.Reason;
import io.scoria.call.RequestIdentity;
import io.scoria.call.Route;
import io.scoria.call.Timing;
import org.jspecify.annotations.Nullable;

/** A request that was scored, as it is told of. */
final class ScoredRequest implements EndedRequest {
  private static final RequestIdentity IDENTITY = new RequestIdentity(1, 2, null, null);

  private final Timing timing;
  private final long nanos;
  private final @Nullable Loop loop;
  private long endNanos;

  /**
   * @param nanos that it took in all
   * @param loop that it is told on; null for none
   */
  ScoredRequest(Timing timing, long nanos, @Nullable Loop loop) {
    this.timing = timing;
    this.nanos = nanos;
    this.loop = loop;
  }

  /** It ends then, by {@link System#nanoTime}. */
  void endAt(long atNanos) {
    endNanos = atNanos;
  }

  @Override
  public Route route() {
    return Route.SCORE;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String target() {
    return "/score";
  }

  @Override
  public String protocol() {
    return "HTTP/1.1";
  }

  @Override
  public RequestIdentity identity() {
    return IDENTITY;
  }

  @Override
  public String clientAddress() {
    return "192.0.2.1";
  }

  @Override
  public int status() {
    return 200;
  }

  @Override
  public @Nullable Reason refusal() {
    return null;
  }

  @Override
  public boolean isWhole() {
    return true;
  }

  @Override
  public Timing timing() {
    return timing;
  }

  @Override
  public long arrivalNanos() {
    return endNanos - nanos;
  }

  @Override
  public long endNanos() {
    return endNanos;
  }

  @Override
  public long requestBytes() {
    return 31;
  }

  @Override
  public long replyBytes() {
    return 54;
  }

  @Override
  public @Nullable Loop loop() {
    return loop;
  }
}

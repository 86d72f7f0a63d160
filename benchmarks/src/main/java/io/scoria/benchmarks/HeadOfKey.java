package io.scoria.benchmarks;

import io.scoria.auth.Authentication;
import io.scoria.call.Header;
import io.scoria.call.Loop;
import io.scoria.call.RequestHead;
import io.scoria.call.RequestIdentity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The head of a request that has its key at hand. */
public final class HeadOfKey implements RequestHead {
  private final List<String> authorization;
  private volatile @Nullable Authentication taken; // so that it has to be made

  public HeadOfKey(String key) {
    authorization = List.of("Bearer " + key);
  }

  /** Keeps what came of it. */
  public void take(Authentication authentication) {
    taken = authentication;
  }

  /** What came of it last. */
  public @Nullable Authentication taken() {
    return taken;
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
  public List<Header> headers() {
    return List.of(new Header("Authorization", authorization.getFirst()));
  }

  @Override
  public RequestIdentity identity() {
    return RequestIdentity.NONE;
  }

  @Override
  public List<String> headers(String name) {
    return authorization;
  }

  @Override
  public long bodyBytes() {
    return 0;
  }

  @Override
  public @Nullable Loop loop() {
    return null;
  }
}

package io.scoria.benchmarks;

import io.scoria.call.Header;
import io.scoria.call.Loop;
import io.scoria.call.RequestHead;
import io.scoria.call.RequestIdentity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The head of a request that has nothing but a bearer's credential, with its value at hand. */
public final class BearerHead implements RequestHead {
  private final List<String> authorization;
  private final byte[] bytes;

  public BearerHead(String credential) {
    authorization = List.of("Bearer " + credential);
    bytes = authorization.getFirst().getBytes(StandardCharsets.US_ASCII);
  }

  /** As the head of a request on a connection has it: without a text of the value. */
  @Override
  public int copyHeader(String name, byte[] target) {
    System.arraycopy(bytes, 0, target, 0, bytes.length);
    return bytes.length;
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

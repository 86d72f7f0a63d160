package io.scoria.pipeline;

import io.scoria.call.Header;
import io.scoria.call.Loop;
import io.scoria.call.RequestHead;
import io.scoria.call.RequestIdentity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request whose body was coded, for those who are given the body decoded: without
 * what was said of the coded one, which is no longer true.
 */
record DecodedHead(RequestHead head) implements RequestHead {
  private static boolean isOfCoded(String name) {
    return name.equalsIgnoreCase("content-encoding") || name.equalsIgnoreCase("content-length");
  }

  @Override
  public String method() {
    return head.method();
  }

  @Override
  public String target() {
    return head.target();
  }

  @Override
  public List<Header> headers() {
    return head.headers().stream().filter(header -> !isOfCoded(header.name())).toList();
  }

  @Override
  public List<String> headers(String name) {
    return isOfCoded(name) ? List.of() : head.headers(name);
  }

  @Override
  public int copyHeader(String name, byte[] target) {
    return isOfCoded(name) ? ABSENT : head.copyHeader(name, target);
  }

  @Override
  public RequestIdentity identity() {
    return head.identity();
  }

  @Override
  public long bodyBytes() {
    return UNKNOWN_LENGTH;
  }

  @Override
  public String clientAddress() {
    return head.clientAddress();
  }

  @Override
  public long arrivalNanos() {
    return head.arrivalNanos();
  }

  @Override
  public @Nullable Loop loop() {
    return head.loop();
  }
}

package io.scoria.server;

import io.scoria.call.Header;
import io.scoria.call.Loop;
import io.scoria.call.RequestHead;
import io.scoria.call.RequestIdentity;
import io.scoria.call.Service;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service of the scoring loops for a listener with loops of its own: it is not told of them,
 * since their numbers would be taken for those of the scoring loops, whose sessions others run.
 */
record OffLoopService(Service service) implements Service {
  @Override
  public Opening open(RequestHead head) {
    return service.open(new OffLoopHead(head));
  }

  private record OffLoopHead(RequestHead head) implements RequestHead {
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
      return head.headers();
    }

    @Override
    public List<String> headers(String name) {
      return head.headers(name);
    }

    @Override
    public int copyHeader(String name, byte[] target) {
      return head.copyHeader(name, target);
    }

    @Override
    public RequestIdentity identity() {
      return head.identity();
    }

    @Override
    public String clientAddress() {
      return head.clientAddress();
    }

    @Override
    public long bodyBytes() {
      return head.bodyBytes();
    }

    @Override
    public long arrivalNanos() {
      return head.arrivalNanos();
    }

    @Override
    public @Nullable Loop loop() {
      return null;
    }
  }
}

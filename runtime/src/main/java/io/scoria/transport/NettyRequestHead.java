package io.scoria.transport;

import io.netty.handler.codec.http.HttpRequest;
import io.scoria.call.Loop;
import io.scoria.call.RequestHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The head of a request as Netty read it. */
record NettyRequestHead(HttpRequest request, long bodyBytes, @Nullable Loop loop)
    implements RequestHead {
  @Override
  public List<String> headers(String name) {
    return request.headers().getAll(name);
  }
}

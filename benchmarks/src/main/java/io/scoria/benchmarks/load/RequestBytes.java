package io.scoria.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A request as it goes over the wire, made once and sent many times. Immutable. */
public final class RequestBytes {
  private final byte[] bytes;
  private final int bodyBytes;

  private RequestBytes(byte[] bytes, int bodyBytes) {
    this.bytes = bytes;
    this.bodyBytes = bodyBytes;
  }

  /**
   * A POST with a Content-Length.
   *
   * @param headers lines such as {@code Accept: application/json}; Host and Content-Length are
   *     added
   */
  public static RequestBytes post(String path, List<String> headers, byte[] body) {
    StringBuilder head = new StringBuilder();
    head.append("POST ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    byte[] headBytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[headBytes.length + body.length];
    System.arraycopy(headBytes, 0, all, 0, headBytes.length);
    System.arraycopy(body, 0, all, headBytes.length, body.length);
    return new RequestBytes(all, body.length);
  }

  public int bodyBytes() {
    return bodyBytes;
  }

  public int totalBytes() {
    return bytes.length;
  }

  /** A direct copy that the caller owns. */
  ByteBuf toDirectBuffer() {
    return Unpooled.directBuffer(bytes.length, bytes.length).writeBytes(bytes);
  }
}

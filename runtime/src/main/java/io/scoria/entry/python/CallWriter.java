package io.scoria.entry.python;

import io.scoria.call.Header;
import io.scoria.entry.ScriptCall;
import io.scoria.entry.ScriptRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Sends calls to a worker, of each only what its script needs. Used by one thread. */
final class CallWriter {
  private static final int HEAD_BYTES = 8 + 1 + 1 + 4 + 4 + 4;
  private static final int MAX_ID_BYTES = 255;
  private static final byte[] NOTHING = new byte[0];

  private final FrameChannel channel;
  private final Needs needs;
  private ByteBuffer head = allocate(4096);

  CallWriter(FrameChannel channel, Needs needs) {
    this.channel = channel;
    this.needs = needs;
  }

  /**
   * Sends one call.
   *
   * @param limitNanos how long it may run from now
   */
  void send(ScriptCall call, long limitNanos) throws IOException {
    head.clear();
    putHead(call.request(), limitNanos);
    channel.send(Kind.RUN, head.flip(), call.request().body());
  }

  /** Sends calls that are to be run together, each with how long it may run from now. */
  void send(List<ScriptCall> calls, long[] limitNanos) throws IOException {
    head.clear();
    for (int i = 0; i < calls.size(); i++) {
      ScriptRequest request = calls.get(i).request();
      reserve(Integer.BYTES);
      int start = head.position();
      head.putInt(0);
      putHead(request, limitNanos[i]);
      ByteBuffer body = request.body();
      reserve(body.remaining());
      head.put(head.position(), body, body.position(), body.remaining());
      head.position(head.position() + body.remaining());
      head.putInt(start, head.position() - start - Integer.BYTES);
    }
    channel.send(Kind.RUN_BATCH, head.flip());
    if (head.capacity() > 1 << 20) {
      head = allocate(4096); // a large batch is rare
    }
  }

  private void putHead(ScriptRequest request, long limitNanos) {
    boolean query = needs.queryOf(request.method());
    byte[] id = bytes(request.identity().requestId(), MAX_ID_BYTES);
    byte[] method = bytes(query ? request.method() : "", MAX_ID_BYTES);
    byte[] path = bytes(needs.wholeRequest() ? request.path() : "", Integer.MAX_VALUE);
    byte[] search = bytes(query ? request.query() : "", Integer.MAX_VALUE);
    byte[] headers = bytes(headers(request), Integer.MAX_VALUE);
    reserve(HEAD_BYTES + id.length + method.length + path.length + search.length + headers.length);
    head.putLong(Math.max(1, limitNanos / 1000));
    head.put((byte) id.length).put((byte) method.length);
    head.putInt(path.length).putInt(search.length).putInt(headers.length);
    head.put(id).put(method).put(path).put(search).put(headers);
  }

  /** At most so many bytes of the text in ISO 8859-1, as requests have it. */
  private static byte[] bytes(String text, int max) {
    if (text.isEmpty()) {
      return NOTHING;
    }
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return bytes.length > max ? Arrays.copyOf(bytes, max) : bytes;
  }

  private String headers(ScriptRequest request) {
    if (!needs.headers() && !needs.contentType()) {
      return "";
    }
    StringBuilder lines = new StringBuilder();
    for (Header header : request.headers()) {
      if (needs.headers() || header.name().equalsIgnoreCase("content-type")) {
        lines.append(header.name()).append(':').append(header.value()).append('\n');
      }
    }
    return lines.toString();
  }

  private void reserve(int bytes) {
    if (head.remaining() < bytes) {
      long wanted = Math.max(2L * head.capacity(), (long) head.position() + bytes);
      ByteBuffer larger = allocate((int) Math.min(wanted, FrameChannel.MAX_PAYLOAD));
      head = larger.put(head.flip());
    }
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}

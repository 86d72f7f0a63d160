package io.scoria.transport;

import io.netty.buffer.ByteBuf;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of the request in hand, as the lines of its response's head: {@code x-request-id} is
 * the client's or a UUID; {@code x-ms-request-id} is the client's, else its {@code
 * x-ms-client-request-id}, else the request id; {@code x-ms-client-request-id} is the client's,
 * else its {@code x-ms-request-id}, else left out; {@code traceid} is the client's; {@code
 * traceparent} continues the client's trace. Reused by one connection for one request after
 * another; not thread-safe.
 */
final class IdentityHeaders {
  private static final int MAX_CHARS = 100;
  private static final int NONE = -1;
  private static final int SEVERAL = -2;
  private static final byte[] DIGITS = ascii("0123456789abcdef");

  private static final String REQUEST_ID = "x-request-id";
  private static final String MS_REQUEST_ID = "x-ms-request-id";
  private static final String CLIENT_REQUEST_ID = "x-ms-client-request-id";
  private static final String TRACE_ID = "traceid";
  private static final String TRACEPARENT = "traceparent";
  private static final byte[] REQUEST_ID_LINE = line(REQUEST_ID);
  private static final byte[] MS_REQUEST_ID_LINE = line(MS_REQUEST_ID);
  private static final byte[] CLIENT_REQUEST_ID_LINE = line(CLIENT_REQUEST_ID);
  private static final byte[] TRACE_ID_LINE = line(TRACE_ID);
  private static final byte[] TRACEPARENT_LINE = line(TRACEPARENT);

  private final IdSource ids;
  private byte[] lines = new byte[128];
  private int length; // 0 while nothing is known of the request
  private boolean made; // the request id was
  private long high; // of a request id that was made
  private long low;
  private int clientLine; // where the line of the client's id begins; NONE for none
  private int traceLine; // likewise of traceparent
  private int requestId; // which header of the head it is; likewise the others
  private int msRequestId;
  private int clientRequestId;
  private int traceId;
  private int traceparent;
  private @Nullable Refusal refusal;

  IdentityHeaders(IdSource ids) {
    this.ids = ids;
  }

  /** The next request comes, and nothing is known of it. */
  void reset() {
    length = 0;
  }

  /**
   * Takes the names from the head of a request.
   *
   * @return null, or which of them cannot be taken: then it is as if it had not been sent
   */
  @Nullable Refusal begin(HttpHead head) {
    refusal = null;
    forgetHeaders();
    for (int i = 0; i < head.count(); i++) {
      find(head, i);
    }
    requestId = check(head, requestId, REQUEST_ID);
    msRequestId = check(head, msRequestId, MS_REQUEST_ID);
    clientRequestId = check(head, clientRequestId, CLIENT_REQUEST_ID);
    traceId = check(head, traceId, TRACE_ID);
    compose(head);
    return refusal;
  }

  private void forgetHeaders() {
    requestId = NONE;
    msRequestId = NONE;
    clientRequestId = NONE;
    traceId = NONE;
    traceparent = NONE;
  }

  private void find(HttpHead head, int header) {
    switch (head.nameLength(header)) {
      case 12 -> requestId = found(head, header, REQUEST_ID, requestId);
      case 15 -> msRequestId = found(head, header, MS_REQUEST_ID, msRequestId);
      case 22 -> clientRequestId = found(head, header, CLIENT_REQUEST_ID, clientRequestId);
      case 7 -> traceId = found(head, header, TRACE_ID, traceId);
      case 11 -> {
        if (head.isNamed(header, TRACEPARENT)) {
          traceparent = traceparent == NONE ? header : SEVERAL; // which is none that is valid
        }
      }
      default -> {} // none of these
    }
  }

  /** The first that says something. */
  private static int found(HttpHead head, int header, String name, int known) {
    boolean first = known == NONE && head.valueLength(header) > 0 && head.isNamed(header, name);
    return first ? header : known;
  }

  private int check(HttpHead head, int header, String name) {
    if (header == NONE) {
      return NONE;
    }
    boolean tooLong = head.valueLength(header) > MAX_CHARS;
    if (!tooLong && head.isPrintable(header)) {
      return header;
    }
    if (refusal == null) {
      refusal = tooLong ? tooLong(name) : notPrintable(name);
    }
    return NONE;
  }

  private static Refusal tooLong(String name) {
    return new Refusal(
        Reason.HEADERS_TOO_LARGE,
        "The header " + name + " has more than the " + MAX_CHARS + " characters that it may have.");
  }

  private static Refusal notPrintable(String name) {
    return new Refusal(
        Reason.BAD_REQUEST, "The header " + name + " has characters that are not printable ASCII.");
  }

  private void compose(HttpHead head) {
    length = 0;
    append(REQUEST_ID_LINE);
    made = requestId == NONE;
    if (made) {
      makeRequestId();
    } else {
      append(head, requestId);
    }
    int end = length;
    append(MS_REQUEST_ID_LINE);
    int shown = msRequestId != NONE ? msRequestId : clientRequestId;
    if (shown == NONE) {
      append(lines, REQUEST_ID_LINE.length, end);
    } else {
      append(head, shown);
    }
    int client = clientRequestId != NONE ? clientRequestId : msRequestId;
    clientLine = appendLine(CLIENT_REQUEST_ID_LINE, head, client);
    appendLine(TRACE_ID_LINE, head, traceId);
    traceLine = NONE;
    if (traceparent >= 0 && head.isTraceParent(traceparent)) {
      continueTrace(head);
    }
  }

  /** Where it begins; NONE where there is no such header. */
  private int appendLine(byte[] name, HttpHead head, int header) {
    if (header == NONE) {
      return NONE;
    }
    int start = length;
    append(name);
    append(head, header);
    return start;
  }

  private void makeRequestId() {
    high = ids.uuidHigh();
    low = ids.uuidLow();
    appendHex(high >>> 32, 8);
    append((byte) '-');
    appendHex(high >>> 16, 4);
    append((byte) '-');
    appendHex(high, 4);
    append((byte) '-');
    appendHex(low >>> 48, 4);
    append((byte) '-');
    appendHex(low, 12);
  }

  private void continueTrace(HttpHead head) {
    traceLine = length;
    int from = head.value(traceparent);
    byte[] sent = head.bytes();
    append(TRACEPARENT_LINE);
    appendHex(0, 2);
    append((byte) '-');
    int trace = from + TraceParent.TRACE_ID;
    append(sent, trace, trace + TraceParent.TRACE_ID_DIGITS);
    append((byte) '-');
    appendHex(ids.parentId(), TraceParent.PARENT_ID_DIGITS);
    append((byte) '-');
    append((byte) '0');
    append(TraceParent.flags(sent, from));
  }

  private void append(HttpHead head, int header) {
    int from = head.value(header);
    append(head.bytes(), from, from + head.valueLength(header));
  }

  private void append(byte[] text) {
    append(text, 0, text.length);
  }

  private void append(byte[] text, int from, int to) {
    ensure(to - from);
    System.arraycopy(text, from, lines, length, to - from);
    length += to - from;
  }

  private void append(byte b) {
    ensure(1);
    lines[length++] = b;
  }

  /** The lowest digits of the number. */
  private void appendHex(long number, int digits) {
    ensure(digits);
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      lines[i] = DIGITS[(int) rest & 15];
      rest >>>= 4;
    }
    length += digits;
  }

  private void ensure(int more) {
    if (lines.length - length < more) {
      lines = Arrays.copyOf(lines, Math.max(2 * lines.length, length + more));
    }
  }

  /** Of the request in hand. */
  RequestIdentity identity() {
    makeWhereUnknown();
    String client = clientLine == NONE ? null : value(clientLine, CLIENT_REQUEST_ID_LINE);
    String trace = traceLine == NONE ? null : value(traceLine, TRACEPARENT_LINE);
    return made
        ? new RequestIdentity(high, low, client, trace)
        : new RequestIdentity(value(0, REQUEST_ID_LINE), client, trace);
  }

  private String value(int line, byte[] name) {
    int from = line + name.length;
    int to = from;
    while (to < length && lines[to] != '\r') {
      to++;
    }
    return TextCache.text(lines, from, to);
  }

  /** Writes each line with the CRLF before it. */
  void writeTo(ByteBuf out) {
    makeWhereUnknown();
    out.writeBytes(lines, 0, length);
  }

  private void makeWhereUnknown() {
    if (length > 0) {
      return;
    }
    made = true;
    clientLine = NONE;
    traceLine = NONE;
    append(REQUEST_ID_LINE);
    makeRequestId();
    int end = length;
    append(MS_REQUEST_ID_LINE);
    append(lines, REQUEST_ID_LINE.length, end);
  }

  private static byte[] line(String name) {
    return ascii("\r\n" + name + ": ");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

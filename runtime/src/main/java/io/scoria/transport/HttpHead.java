package io.scoria.transport;

import io.scoria.call.Header;
import io.scoria.call.Loop;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import io.scoria.call.RequestIdentity;
import io.scoria.config.HttpLimits;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request, read as RFC 9112 writes it and in no other way: what two servers could
 * read differently is refused. Reused for one head after another by the connections of an event
 * loop; not thread-safe.
 */
final class HttpHead implements RequestHead {
  static final Refusal MALFORMED = malformed("The request is not well-formed HTTP/1.1.");
  private static final Refusal TWO_LENGTHS =
      malformed("The request says the length of its body in more than one way.");
  private static final Refusal BAD_LENGTH = malformed("Content-Length is not a number of bytes.");
  private static final Refusal BAD_ENCODING =
      malformed("The only Transfer-Encoding that is taken is 'chunked', once, and of HTTP/1.1.");
  private static final Refusal BAD_HOST =
      malformed("A request of HTTP/1.1 has exactly one Host header, which names a host.");

  private static final int BAD = 1000; // hosts, for one that is none
  private static final byte[] VERSION = {'H', 'T', 'T', 'P', '/', '1', '.'};

  private final int maxLineBytes;
  private final int maxHeaderBytes;
  private final TextCache texts = new TextCache();
  private final IdSource ids = new IdSource();
  private final int[] names; // where each begins
  private final int[] nameEnds;
  private final int[] values;
  private final int[] valueEnds;
  private byte[] bytes = new byte[1024];
  private int count;

  private String method = "";
  private String target = "";
  private boolean http10;
  private boolean chunked;
  private long contentLength;
  private @Nullable Loop loop;
  private @Nullable IdentityHeaders identity; // of the connection that the head came on
  private @Nullable SocketAddress client; // likewise
  private long arrivalNanos;

  HttpHead(HttpLimits limits) {
    maxLineBytes = limits.maxUriBytes();
    maxHeaderBytes = limits.maxHeaderBytes();
    names = new int[limits.maxHeaders()];
    nameEnds = new int[names.length];
    values = new int[names.length];
    valueEnds = new int[names.length];
  }

  /** Room for so many bytes of a head, from index 0 on. */
  byte[] room(int length) {
    if (bytes.length < length) {
      bytes = new byte[Integer.highestOneBit(length) << 1];
    }
    return bytes;
  }

  /**
   * Reads a whole head.
   *
   * @param length bytes of {@link #room}, the empty line at the end among them
   * @param readBy the loop that read it
   * @return null, or what is wrong with it
   */
  @Nullable Refusal read(int length, @Nullable Loop readBy) {
    loop = readBy;
    identity = null;
    method = ""; // not those of another request, where this one turns out to be none
    target = "";
    count = 0;
    arrivalNanos = System.nanoTime();
    int lineEnd = lineEnd(0);
    if (lineEnd > maxLineBytes) {
      return lineTooLong(maxLineBytes);
    }
    if (length - lineEnd - 4 > maxHeaderBytes) {
      return headersTooLarge(maxHeaderBytes);
    }
    boolean wellFormed = readRequestLine(lineEnd);
    for (int pos = lineEnd + 2; wellFormed && pos < length - 2; ) {
      int end = lineEnd(pos);
      if (count == names.length) {
        return new Refusal(
            Reason.HEADERS_TOO_LARGE, "There are more than " + names.length + " headers.");
      }
      wellFormed = readHeader(pos, end);
      pos = end + 2;
    }
    return wellFormed ? readFraming() : MALFORMED;
  }

  static Refusal lineTooLong(int maxLineBytes) {
    return new Refusal(
        Reason.URI_TOO_LONG, "The request line is longer than " + maxLineBytes + " bytes.");
  }

  static Refusal headersTooLarge(int maxHeaderBytes) {
    return new Refusal(
        Reason.HEADERS_TOO_LARGE,
        "The headers are longer than " + maxHeaderBytes + " bytes in all.");
  }

  /** The index of the CRLF that ends the line; one comes, the head being whole. */
  private int lineEnd(int from) {
    int pos = from;
    while (bytes[pos] != '\r' || bytes[pos + 1] != '\n') {
      pos++;
    }
    return pos;
  }

  private boolean readRequestLine(int end) {
    int methodEnd = 0;
    while (methodEnd < end && HttpBytes.isToken(bytes[methodEnd])) {
      methodEnd++;
    }
    int targetEnd = methodEnd + 1;
    while (targetEnd < end && HttpBytes.isTarget(bytes[targetEnd])) {
      targetEnd++;
    }
    int version = targetEnd + 1;
    boolean wellFormed =
        methodEnd > 0
            && bytes[methodEnd] == ' '
            && targetEnd > methodEnd + 1
            && bytes[targetEnd] == ' '
            && end - version == VERSION.length + 1
            && Arrays.mismatch(bytes, version, end - 1, VERSION, 0, VERSION.length) < 0
            && (bytes[end - 1] == '0' || bytes[end - 1] == '1');
    if (wellFormed) {
      method = texts.get(bytes, 0, methodEnd);
      target = texts.get(bytes, methodEnd + 1, targetEnd);
      http10 = bytes[end - 1] == '0';
    }
    return wellFormed && RequestTarget.isOfServer(method, bytes, methodEnd + 1, targetEnd);
  }

  private boolean readHeader(int from, int end) {
    int colon = from;
    while (colon < end && HttpBytes.isToken(bytes[colon])) {
      colon++;
    }
    if (colon == from || colon == end || bytes[colon] != ':') {
      return false;
    }
    int value = colon + 1;
    int valueEnd = end;
    while (value < end && HttpBytes.isBlank(bytes[value])) {
      value++;
    }
    while (valueEnd > value && HttpBytes.isBlank(bytes[valueEnd - 1])) {
      valueEnd--;
    }
    for (int i = value; i < valueEnd; i++) {
      if (!HttpBytes.isFieldContent(bytes[i])) {
        return false;
      }
    }
    names[count] = from;
    nameEnds[count] = colon;
    values[count] = value;
    valueEnds[count++] = valueEnd;
    return true;
  }

  private @Nullable Refusal readFraming() {
    int lengths = 0;
    int encodings = 0;
    int hosts = 0;
    contentLength = 0;
    chunked = false;
    for (int i = 0; i < count; i++) {
      if (isNamed(i, "content-length")) {
        lengths++;
        contentLength = number(values[i], valueEnds[i]);
      } else if (isNamed(i, "transfer-encoding")) {
        encodings++;
        chunked = HttpBytes.equalsIgnoringCase(bytes, values[i], valueEnds[i], "chunked");
      } else if (isNamed(i, "host")) {
        hosts += Authority.isValid(bytes, values[i], valueEnds[i]) ? 1 : BAD;
      }
    }
    if (lengths + encodings > 1) {
      return TWO_LENGTHS;
    }
    if (contentLength < 0) {
      return BAD_LENGTH;
    }
    if (encodings > 0 && (!chunked || http10)) {
      return BAD_ENCODING;
    }
    return hosts == 1 || (http10 && hosts == 0) ? null : BAD_HOST;
  }

  /** The number that the digits are; negative where they are none, or more than a long holds. */
  private long number(int from, int to) {
    long value = from == to ? -1 : 0;
    for (int i = from; i < to && value >= 0; i++) {
      int digit = bytes[i] - '0';
      boolean fits = digit >= 0 && digit <= 9 && value <= (Long.MAX_VALUE - digit) / 10;
      value = fits ? 10 * value + digit : -1;
    }
    return value;
  }

  int count() {
    return count;
  }

  /** The bytes that the headers are of. */
  byte[] bytes() {
    return bytes;
  }

  int nameLength(int header) {
    return nameEnds[header] - names[header];
  }

  /** Where the value of a header begins. */
  int value(int header) {
    return values[header];
  }

  int valueLength(int header) {
    return valueEnds[header] - values[header];
  }

  /** True where the value is of ASCII, without a control character. */
  boolean isPrintable(int header) {
    for (int i = values[header]; i < valueEnds[header]; i++) {
      if (bytes[i] != ' ' && !HttpBytes.isVisible(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  boolean isTraceParent(int header) {
    return TraceParent.isValid(bytes, values[header], valueEnds[header]);
  }

  boolean isNamed(int header, String name) {
    return HttpBytes.equalsIgnoringCase(bytes, names[header], nameEnds[header], name);
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String target() {
    return target;
  }

  /** Whose names the request has, once they are known. */
  void identifyBy(IdentityHeaders names) {
    identity = names;
  }

  /** Where the connection comes from; null where that is not known. */
  void comesFrom(@Nullable SocketAddress address) {
    client = address;
  }

  @Override
  public String clientAddress() {
    return RequestRecord.address(client);
  }

  @Nullable SocketAddress client() {
    return client;
  }

  @Override
  public long arrivalNanos() {
    return arrivalNanos;
  }

  /** Makes ids on the event loop of the head. */
  IdSource ids() {
    return ids;
  }

  boolean isHttp10() {
    return http10;
  }

  /** True where the client lets the connection go on after this request. */
  boolean isKeptAlive() {
    return !hasToken("connection", "close") && (!http10 || hasToken("connection", "keep-alive"));
  }

  boolean has(String name) {
    for (int i = 0; i < count; i++) {
      if (isNamed(i, name)) {
        return true;
      }
    }
    return false;
  }

  /** True where the list that the headers of that name hold has the token. */
  private boolean hasToken(String name, String token) {
    for (int i = 0; i < count; i++) {
      if (isNamed(i, name) && HttpBytes.listHas(bytes, values[i], valueEnds[i], token)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<Header> headers() {
    List<Header> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = texts.get(bytes, names[i], nameEnds[i]);
      all.add(new Header(name, text(i, name)));
    }
    return all;
  }

  @Override
  public RequestIdentity identity() {
    return identity == null ? RequestIdentity.NONE : identity.identity();
  }

  @Override
  public List<String> headers(String name) {
    List<String> found = List.of();
    for (int i = 0; i < count; i++) {
      if (isNamed(i, name)) {
        found =
            found.isEmpty()
                ? cacheOf(name).alone(bytes, values[i], valueEnds[i])
                : append(found, text(i, name));
      }
    }
    return found;
  }

  @Override
  public int copyHeader(String name, byte[] target) {
    int length = ABSENT;
    for (int i = 0; i < count; i++) {
      if (!isNamed(i, name)) {
        continue;
      }
      if (length != ABSENT || valueEnds[i] - values[i] > target.length) {
        return NOT_ONE;
      }
      length = valueEnds[i] - values[i];
      System.arraycopy(bytes, values[i], target, 0, length);
    }
    return length;
  }

  private static List<String> append(List<String> texts, String text) {
    List<String> longer = new ArrayList<>(texts);
    longer.add(text);
    return longer;
  }

  private String text(int header, String name) {
    return cacheOf(name).get(bytes, values[header], valueEnds[header]);
  }

  private TextCache cacheOf(String name) {
    return name.equalsIgnoreCase("authorization") ? TextCache.SECRET : texts;
  }

  @Override
  public long bodyBytes() {
    return chunked ? UNKNOWN_LENGTH : contentLength;
  }

  @Override
  public @Nullable Loop loop() {
    return loop;
  }

  private static Refusal malformed(String message) {
    return new Refusal(Reason.BAD_REQUEST, message);
  }
}

package io.scoria.config;

/**
 * The most that is taken of a client.
 *
 * @param maxBodyBytes of the body as sent
 * @param maxUriBytes of the request line
 * @param maxHeaderBytes of all header lines together
 * @param maxHeaders header lines
 */
public record HttpLimits(
    long maxBodyBytes,
    int maxUriBytes,
    int maxHeaderBytes,
    int maxHeaders,
    ConnectionLimits connections,
    HttpTimes times) {
  /** 100 MiB, the limit of the service whose contract this is. */
  public static final long DEFAULT_MAX_BODY_BYTES = 100L << 20;

  public static final int DEFAULT_MAX_URI_BYTES = 8 << 10;
  public static final int DEFAULT_MAX_HEADER_BYTES = 16 << 10;
  public static final int DEFAULT_MAX_HEADERS = 100;

  public HttpLimits {
    requirePositive("max-body-bytes", maxBodyBytes);
    requirePositive("max-request-line-bytes", maxUriBytes);
    requirePositive("max-header-bytes", maxHeaderBytes);
    requirePositive("max-headers", maxHeaders);
  }

  /** With the defaults of what is not named. */
  public HttpLimits(long maxBodyBytes, int maxUriBytes, int maxHeaderBytes) {
    this(
        maxBodyBytes,
        maxUriBytes,
        maxHeaderBytes,
        DEFAULT_MAX_HEADERS,
        ConnectionLimits.defaults(),
        HttpTimes.defaults());
  }

  public static HttpLimits defaults() {
    return new HttpLimits(DEFAULT_MAX_BODY_BYTES, DEFAULT_MAX_URI_BYTES, DEFAULT_MAX_HEADER_BYTES);
  }

  public HttpLimits withMaxBodyBytes(long bytes) {
    return new HttpLimits(bytes, maxUriBytes, maxHeaderBytes, maxHeaders, connections, times);
  }

  public HttpLimits withConnections(ConnectionLimits given) {
    return new HttpLimits(maxBodyBytes, maxUriBytes, maxHeaderBytes, maxHeaders, given, times);
  }

  public HttpLimits withTimes(HttpTimes given) {
    return new HttpLimits(
        maxBodyBytes, maxUriBytes, maxHeaderBytes, maxHeaders, connections, given);
  }

  static void requirePositive(String key, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(key + " is " + value + "; give a number of 1 or more");
    }
  }
}

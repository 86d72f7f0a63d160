package io.scoria.config;

/**
 * The most that is read of a request.
 *
 * @param maxBodyBytes of the body as sent
 * @param maxUriBytes of the request line
 * @param maxHeaderBytes of all header lines together
 */
public record HttpLimits(long maxBodyBytes, int maxUriBytes, int maxHeaderBytes) {
  /** 100 MiB, the limit of the service whose contract this is. */
  public static final long DEFAULT_MAX_BODY_BYTES = 100L << 20;

  public static final int DEFAULT_MAX_URI_BYTES = 8 << 10;
  public static final int DEFAULT_MAX_HEADER_BYTES = 16 << 10;

  public HttpLimits {
    requirePositive("max-body-bytes", maxBodyBytes);
    requirePositive("max-uri-bytes", maxUriBytes);
    requirePositive("max-header-bytes", maxHeaderBytes);
  }

  public static HttpLimits defaults() {
    return new HttpLimits(DEFAULT_MAX_BODY_BYTES, DEFAULT_MAX_URI_BYTES, DEFAULT_MAX_HEADER_BYTES);
  }

  private static void requirePositive(String key, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(key + " is " + value + "; give a number of 1 or more");
    }
  }
}

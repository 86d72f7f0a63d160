package io.scoria.config;

/**
 * The most that a body may hold.
 *
 * @param maxDecompressedBytes of a body that came compressed
 * @param maxJsonDepth arrays and objects within each other
 * @param maxNumberChars of one number of JSON
 * @param maxStringBytes of one string of JSON, in UTF-8
 * @param maxTensorElements of one input
 * @param maxTensorBytes of one input
 */
public record CodecLimits(
    long maxDecompressedBytes,
    int maxJsonDepth,
    int maxNumberChars,
    int maxStringBytes,
    long maxTensorElements,
    long maxTensorBytes) {
  public static final int DEFAULT_MAX_JSON_DEPTH = 100;
  public static final int DEFAULT_MAX_NUMBER_CHARS = 1024;
  public static final int DEFAULT_MAX_STRING_BYTES = 16 << 20;
  public static final long DEFAULT_MAX_TENSOR_ELEMENTS = 1L << 28;
  public static final long DEFAULT_MAX_TENSOR_BYTES = 1L << 30;

  public static CodecLimits defaults() {
    return new CodecLimits(
        HttpLimits.DEFAULT_MAX_BODY_BYTES,
        DEFAULT_MAX_JSON_DEPTH,
        DEFAULT_MAX_NUMBER_CHARS,
        DEFAULT_MAX_STRING_BYTES,
        DEFAULT_MAX_TENSOR_ELEMENTS,
        DEFAULT_MAX_TENSOR_BYTES);
  }
}

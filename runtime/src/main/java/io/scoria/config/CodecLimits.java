package io.scoria.config;

/**
 * The most that a body may hold. What passes a limit is refused with its name and the place.
 *
 * @param maxDecompressedBytes of a body that came compressed
 * @param maxJsonDepth arrays and objects within each other
 * @param maxNumberChars of one number of JSON
 * @param maxStringBytes of one string of JSON as it is written; less where there is less memory
 * @param maxTensorElements of one input
 * @param maxTensorBytes of one input in the model's element type; of strings, what they take
 */
public record CodecLimits(
    long maxDecompressedBytes,
    int maxJsonDepth,
    int maxNumberChars,
    int maxStringBytes,
    long maxTensorElements,
    long maxTensorBytes) {
  public static final int DEFAULT_MAX_JSON_DEPTH = 100;

  /** Shorter numbers than this are read without being measured. */
  public static final int MIN_NUMBER_CHARS = 32;

  /**
   * The longest decimal that can matter is one that lies halfway between two doubles: 1077 digits
   * and signs (2^-1075 in full). A longer one is refused rather than rounded twice.
   */
  public static final int DEFAULT_MAX_NUMBER_CHARS = 1100;

  public static final int DEFAULT_MAX_STRING_BYTES = 16 << 20;
  public static final long DEFAULT_MAX_TENSOR_ELEMENTS = 1L << 28;
  public static final long DEFAULT_MAX_TENSOR_BYTES = 1L << 30;

  public CodecLimits {
    requirePositive("max-decompressed-bytes", maxDecompressedBytes);
    requirePositive("max-json-depth", maxJsonDepth);
    if (maxNumberChars < MIN_NUMBER_CHARS) {
      throw new IllegalArgumentException(
          "max-number-chars is "
              + maxNumberChars
              + "; give a number of "
              + MIN_NUMBER_CHARS
              + " or more");
    }
    requirePositive("max-string-bytes", maxStringBytes);
    requirePositive("max-tensor-elements", maxTensorElements);
    requirePositive("max-tensor-bytes", maxTensorBytes);
  }

  public static CodecLimits defaults() {
    return new CodecLimits(
        HttpLimits.DEFAULT_MAX_BODY_BYTES,
        DEFAULT_MAX_JSON_DEPTH,
        DEFAULT_MAX_NUMBER_CHARS,
        DEFAULT_MAX_STRING_BYTES,
        DEFAULT_MAX_TENSOR_ELEMENTS,
        DEFAULT_MAX_TENSOR_BYTES);
  }

  private static void requirePositive(String key, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(key + " is " + value + "; give a number of 1 or more");
    }
  }
}

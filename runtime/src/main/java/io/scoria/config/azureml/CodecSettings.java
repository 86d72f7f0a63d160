package io.scoria.config.azureml;

import io.scoria.config.CodecLimits;

/** The most that a body may hold. */
final class CodecSettings {
  private final Ledger ledger;

  CodecSettings(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * What is wrong is told, and left at its default here.
   *
   * @param maxBodyBytes of a body as it is sent
   */
  CodecLimits resolve(long maxBodyBytes) {
    return new CodecLimits(
        ledger.take(CodecOptions.MAX_DECOMPRESSED, maxBodyBytes),
        ledger.take(CodecOptions.MAX_DEPTH, CodecLimits.DEFAULT_MAX_JSON_DEPTH),
        ledger.take(CodecOptions.MAX_NUMBER, CodecLimits.DEFAULT_MAX_NUMBER_CHARS),
        ledger.take(CodecOptions.MAX_STRING, CodecLimits.DEFAULT_MAX_STRING_BYTES),
        ledger.take(CodecOptions.MAX_ELEMENTS, CodecLimits.DEFAULT_MAX_TENSOR_ELEMENTS),
        ledger.take(CodecOptions.MAX_TENSOR, CodecLimits.DEFAULT_MAX_TENSOR_BYTES));
  }
}

package io.scoria.config.azureml;

import io.scoria.config.CodecLimits;
import java.util.List;

/** The most that a body may hold. In the order of the help. */
final class CodecOptions {
  private static final int MAX_JSON_DEPTH = 1000; // messages name each level of a place

  static final Setting<Long> MAX_DECOMPRESSED =
      Setting.of(
              "max-decompressed-bytes",
              Kinds.wholeLong(1, "bytes"),
              "Largest body once it is decompressed, where it comes with Content-Encoding gzip or"
                  + " deflate. Default: --max-body-bytes.")
          .option("N", "--max-decompressed-bytes");
  static final Setting<Integer> MAX_DEPTH =
      Setting.of(
              "max-json-depth",
              Kinds.whole(1, MAX_JSON_DEPTH, "levels"),
              "Arrays and objects of JSON within each other. Default: "
                  + CodecLimits.DEFAULT_MAX_JSON_DEPTH
                  + ".")
          .option("N", "--max-json-depth");
  static final Setting<Integer> MAX_NUMBER =
      Setting.of(
              "max-number-chars",
              Kinds.whole(CodecLimits.MIN_NUMBER_CHARS, "characters"),
              "Longest number of JSON. Default: "
                  + CodecLimits.DEFAULT_MAX_NUMBER_CHARS
                  + ", which holds each decimal that correct rounding needs.")
          .option("N", "--max-number-chars");
  static final Setting<Integer> MAX_STRING =
      Setting.of(
              "max-string-bytes",
              Kinds.whole(1, "bytes"),
              "Longest string of JSON as it is written, where an input takes strings. Default: "
                  + CodecLimits.DEFAULT_MAX_STRING_BYTES
                  + " (16 MiB), and at most an eighth of the memory for tensors.")
          .option("N", "--max-string-bytes");
  static final Setting<Long> MAX_ELEMENTS =
      Setting.of(
              "max-tensor-elements",
              Kinds.wholeLong(1, "elements"),
              "Most elements of one input. Default: "
                  + CodecLimits.DEFAULT_MAX_TENSOR_ELEMENTS
                  + ".")
          .option("N", "--max-tensor-elements");
  static final Setting<Long> MAX_TENSOR =
      Setting.of(
              "max-tensor-bytes",
              Kinds.wholeLong(1, "bytes"),
              "Largest input, in the model's type of element. Default: "
                  + CodecLimits.DEFAULT_MAX_TENSOR_BYTES
                  + " (1 GiB).")
          .option("N", "--max-tensor-bytes");

  static final List<Setting<?>> ALL =
      List.of(MAX_DECOMPRESSED, MAX_DEPTH, MAX_NUMBER, MAX_STRING, MAX_ELEMENTS, MAX_TENSOR);

  private CodecOptions() {}
}

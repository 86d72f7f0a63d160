package io.scoria.benchmarks.endtoend;

import java.util.List;

/** How tensors travel. */
public enum Wire {
  JSON("json", "application/json"),
  /** Little-endian, row-major, nothing else. */
  BINARY("binary", "application/octet-stream");

  private final String label;
  private final String mediaType;

  Wire(String label, String mediaType) {
    this.label = label;
    this.mediaType = mediaType;
  }

  public String label() {
    return label;
  }

  public String mediaType() {
    return mediaType;
  }

  /** The header lines that say so, both ways. */
  List<String> headers() {
    return List.of("Content-Type: " + mediaType, "Accept: " + mediaType);
  }
}

package io.scoria.benchmarks.load;

import java.io.IOException;

/** The bytes are no HTTP/1.1 response that this client understands. */
final class ResponseException extends IOException {
  private static final long serialVersionUID = 1L;

  ResponseException(String message) {
    super(message);
  }
}

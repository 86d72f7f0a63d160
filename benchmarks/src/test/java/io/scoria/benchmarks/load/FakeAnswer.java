package io.scoria.benchmarks.load;

/** An answer out of nowhere. */
record FakeAnswer(int status, long bodyBytes, String text) implements Answer {
  static final FakeAnswer OK = new FakeAnswer(200, 10, "");
  static final FakeAnswer UNAVAILABLE = new FakeAnswer(503, 10, "");
}

package io.scoria.entry.python;

/**
 * Kinds of messages between the server and a worker; {@code _frames.py} has the same list, and what
 * each carries.
 */
final class Kind {
  static final int HELLO = 1;
  static final int READY = 2;
  static final int LOAD_FAILED = 3;
  static final int ANSWER_JSON = 4;
  static final int ANSWER = 5;
  static final int STREAM = 6;
  static final int PIECE = 7;
  static final int END = 8;
  static final int BROKEN = 9;
  static final int FAILED = 10;
  static final int INTERRUPTED = 11;
  static final int REFUSED = 12;
  static final int MODEL_RUN = 13;

  static final int START = 32;
  static final int RUN = 33;
  static final int RUN_BATCH = 34;
  static final int NEXT = 35;
  static final int CLOSE = 36;
  static final int MODEL_OUTPUTS = 37;
  static final int MODEL_ERROR = 38;
  static final int FORK = 39;

  private Kind() {}
}

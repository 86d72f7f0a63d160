package io.scoria.codec;

/** A value that has no form in JSON. The message says where it stands and what it is. */
public final class NotJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String why;

  NotJsonException(String why) {
    this("", why);
  }

  private NotJsonException(String path, String why) {
    super((path.isEmpty() ? "the value itself" : path) + " " + why);
    this.path = path;
    this.why = why;
  }

  /** The same, one level further out. */
  NotJsonException in(String outer) {
    return new NotJsonException(outer + path, why);
  }
}

package io.scoria.api;

/**
 * Thrown by a script to refuse a request that is its client's fault. The client gets the status and
 * {@code {"message": "..."}}; nothing is logged.
 */
public class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int BAD_REQUEST = 400;

  private final int status;

  /**
   * Refuses with the status 400.
   *
   * @param message for the client: what is wrong, and where
   */
  public BadRequestException(String message) {
    this(BAD_REQUEST, message);
  }

  /**
   * Refuses with a status of your choice.
   *
   * @param status from 400 to 499
   * @param message for the client
   */
  public BadRequestException(int status, String message) {
    super(message);
    if (status < 400 || status > 499) {
      throw new IllegalArgumentException(
          "the status is " + status + "; a request is refused with 400 to 499");
    }
    this.status = status;
  }

  public int status() {
    return status;
  }
}

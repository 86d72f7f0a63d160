package io.scoria.call;

/**
 * Why a request was refused: the HTTP status and the code in the body, which clients may rely on.
 * One list, so that a code is never spelled twice or means two things.
 */
public enum Reason {
  /** The bytes are not HTTP as RFC 9112 has it. */
  BAD_REQUEST(400),
  /** The body is not JSON as RFC 8259 has it. */
  MALFORMED_JSON(400),
  /** The body does not hold what its Content-Encoding says. */
  MALFORMED_ENCODING(400),
  /** The body is JSON, but not of the form that the service takes. */
  INVALID_REQUEST(400),
  UNKNOWN_INPUT(400),
  MISSING_INPUT(400),
  WRONG_TYPE(400),
  WRONG_SHAPE(400),
  NUMBER_OUT_OF_RANGE(400),
  /** What was to become a key is too easily guessed. */
  WEAK_KEY(400),
  /** The model took the shapes and types, and then could not run on the values. */
  INFERENCE_FAILED(400),
  MISSING_CREDENTIALS(401),
  INVALID_KEY(401),
  /** What came as a token is none, or not one that this server can trust. */
  INVALID_TOKEN(401),
  TOKEN_EXPIRED(401),
  TOKEN_NOT_YET_VALID(401),
  WRONG_ISSUER(401),
  WRONG_AUDIENCE(401),
  /** The token is good, and whoever has it may not do this. */
  INSUFFICIENT_SCOPE(403),
  /** A page of a browser asks, or one that is told another name for this server. */
  FOREIGN_ORIGIN(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  /** The body did not come whole in the time that the call has. */
  REQUEST_TIMEOUT(408),
  /** The keys are kept by something else, which has to change them. */
  KEYS_READ_ONLY(409),
  /** What is kept as keys cannot be used or changed, so that no key of it can be replaced. */
  KEYS_UNUSABLE(409),
  LENGTH_REQUIRED(411),
  BODY_TOO_LARGE(413),
  TENSOR_TOO_LARGE(413),
  URI_TOO_LONG(414),
  UNSUPPORTED_MEDIA_TYPE(415),
  /** The body is coded in a way that is not undone here. */
  UNSUPPORTED_ENCODING(415),
  EXPECTATION_FAILED(417),
  HEADERS_TOO_LARGE(431),
  INTERNAL_ERROR(500),
  /** The entry script raised, or returned what is no answer. */
  SCRIPT_FAILED(500),
  /** The entry script ran for longer than it may. */
  SCRIPT_TIMEOUT(500),
  /** The process that ran the entry script ended under the call. */
  WORKER_CRASHED(500),
  /** No model can score yet, or the server is stopping. */
  NOT_READY(503),
  /** By what is queued, the call would have waited longer than it may. */
  QUEUE_WAIT_EXCEEDED(503),
  /** The keys that tokens are checked with could not be had from their issuer. */
  TOKEN_KEYS_UNAVAILABLE(503),
  /** As many calls as the server takes are in flight, or their tensors fill the memory for them. */
  OVERLOADED(503),
  /** The server holds as many connections as it may; nothing was read of this one. */
  TOO_MANY_CONNECTIONS(503),
  /** The call's deadline passed before it was answered. */
  DEADLINE_EXCEEDED(504);

  private final int status;

  Reason(int status) {
    this.status = status;
  }

  /** The HTTP status code. */
  public int status() {
    return status;
  }

  /** The stable code in the body: the name in lower case. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * What a client is told to authenticate with: the value of WWW-Authenticate (RFC 6750, section
   * 3); empty where that is not what it lacks.
   */
  public String challenge() {
    return switch (this) {
      case MISSING_CREDENTIALS, INVALID_KEY -> "Bearer";
      case INSUFFICIENT_SCOPE -> "Bearer error=\"insufficient_scope\"";
      default -> status == 401 ? "Bearer error=\"invalid_token\"" : "";
    };
  }

  /** True where the same request may succeed a moment later. */
  public boolean isTemporary() {
    return status == 503;
  }
}

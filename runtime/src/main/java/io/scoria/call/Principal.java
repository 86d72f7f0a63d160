package io.scoria.call;

/**
 * Who makes a call.
 *
 * @param name for logs: never a credential
 */
public record Principal(String name) {
  /** Whoever calls a server that asks for no credentials. */
  public static final Principal ANONYMOUS = new Principal("anonymous");
}

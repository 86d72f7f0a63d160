package io.scoria.auth;

import io.scoria.call.Principal;
import io.scoria.call.RequestHead;

/** Decides who makes a request. Thread-safe; never blocks. */
public interface Authenticator {
  Authentication authenticate(RequestHead head);

  /** Lets everybody in, as nobody in particular. */
  Authenticator NONE = head -> new Authentication.Accepted(Principal.ANONYMOUS);
}

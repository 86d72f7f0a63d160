package io.scoria.auth.token.oidc;

import io.scoria.auth.token.VerificationKey;
import java.io.IOException;
import java.util.List;

/** Where an issuer's keys are had from. Used by one thread, which it blocks. */
interface KeySource extends AutoCloseable {
  /**
   * The keys as they are now, at least one.
   *
   * @throws IOException with a message for the log
   */
  List<VerificationKey> fetch() throws IOException, InterruptedException;

  @Override
  void close();
}

package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails each test class during which a secret of {@link Canaries} was logged, printed by a server,
 * or told in an answer that refuses. On every class: see {@code META-INF/services}.
 */
public final class NoSecretsTold implements AfterAllCallback {
  @Override
  public void afterAll(ExtensionContext context) {
    assertThat(Canaries.takeTold()).as("secrets that were told").isEmpty();
  }
}

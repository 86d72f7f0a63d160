package io.scoria.endpoint;

import io.scoria.call.Servable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where calls find the servable that answers them: one, or none yet. Thread-safe. */
public final class Endpoint {
  private final AtomicReference<@Nullable Servable> current = new AtomicReference<>();

  /** The servable that answers calls now, or null where none can score. */
  public @Nullable Servable current() {
    return current.get();
  }

  /** From here on {@code servable} answers calls. */
  public void publish(Servable servable) {
    current.set(servable);
  }

  /** From here on no servable answers calls. */
  public void withdraw() {
    current.set(null);
  }
}

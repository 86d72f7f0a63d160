package io.scoria.endpoint;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where calls find what answers them: one, or none yet. Thread-safe.
 *
 * @param <T> a model, or an entry script
 */
public final class Endpoint<T> {
  private final AtomicReference<@Nullable T> current = new AtomicReference<>();

  /** What answers calls now, or null where nothing can. */
  public @Nullable T current() {
    return current.get();
  }

  /** From here on {@code next} answers calls. */
  public void publish(T next) {
    current.set(next);
  }

  /** From here on nothing answers calls. */
  public void withdraw() {
    current.set(null);
  }
}

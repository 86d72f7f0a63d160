package io.scoria.it;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Secrets that tests plant: keys, tokens, bytes of bodies. Where one of them is found that it has
 * no business, {@link NoSecretsTold} fails the test class. For all tests of this process;
 * thread-safe.
 */
public final class Canaries {
  /** Part of every secret that {@link #next} makes, and of nothing else. */
  public static final String MARK = "kanarienvogel";

  private static final int SHORTEST = 8; // a shorter text is found by chance
  private static final int AROUND = 120;
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Set<String> PLANTED = ConcurrentHashMap.newKeySet();
  private static final List<String> TOLD = new CopyOnWriteArrayList<>();

  private Canaries() {}

  /** A secret that is like no other, and strong enough to be a key. */
  public static String next() {
    return MARK + "-7f3Kq9ZtW2xVb8Lm-" + COUNT.incrementAndGet();
  }

  /** Makes a secret of a text that is what it is; one that would be found by chance is none. */
  public static void plant(Collection<String> secrets) {
    secrets.stream().filter(secret -> secret.length() >= SHORTEST).forEach(PLANTED::add);
  }

  /** Looks for secrets where none may be. */
  static void lookIn(String where, String text) {
    find(text).ifPresent(at -> TOLD.add("%s: ...%s...".formatted(where, around(text, at))));
  }

  private static Optional<Integer> find(String text) {
    int mark = text.indexOf(MARK);
    if (mark >= 0) {
      return Optional.of(mark);
    }
    return PLANTED.stream().map(text::indexOf).filter(at -> at >= 0).findFirst();
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - AROUND), Math.min(text.length(), at + AROUND));
  }

  /** Where secrets were found since the last time. */
  static List<String> takeTold() {
    List<String> told = List.copyOf(TOLD);
    TOLD.removeAll(told);
    return told;
  }
}

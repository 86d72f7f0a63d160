package io.scoria.config.azureml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known name that was most likely meant, by Levenshtein's distance, without regard to case. */
final class Nearest {
  private Nearest() {}

  /** Empty where none is near: more than a third of the name would change. */
  static Optional<String> to(String name, Collection<String> known) {
    int least = Integer.MAX_VALUE;
    Optional<String> nearest = Optional.empty();
    for (String candidate : known) {
      int distance = Math.min(distance(name, candidate), distance(name, last(candidate)) + 1);
      if (distance < least) {
        least = distance;
        nearest = Optional.of(candidate);
      }
    }
    return least <= Math.max(2, name.length() / 3) ? nearest : Optional.empty();
  }

  /** A key may be right, and only not in the object that holds it. */
  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = above[0];
      above[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = above[j];
        above[j] = Math.min(changed, Math.min(above[j], above[j - 1]) + 1);
      }
    }
    return above[b.length()];
  }
}

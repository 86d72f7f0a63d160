package io.scoria.config.azureml;

/**
 * Why the configuration cannot be used.
 *
 * @param where a file, {@code option} or {@code environment}
 * @param key the key, option or variable; empty where the whole is meant
 * @param found what is there; no secret
 * @param accepted what may be there instead
 */
public record Problem(String where, String key, String found, String accepted) {
  private static final String OPTION = "option"; // whose name tells that it is one

  /** One line for people. */
  public String text() {
    String place = key.isEmpty() ? where : where + ": " + key;
    return (where.equals(OPTION) ? key : place) + ": found " + found + "; accepted: " + accepted;
  }
}

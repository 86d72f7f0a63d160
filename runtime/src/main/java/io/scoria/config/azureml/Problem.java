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
  /** One line for people. */
  public String text() {
    return where
        + (key.isEmpty() ? "" : ": " + key)
        + ": found "
        + found
        + "; accepted: "
        + accepted;
  }
}

package io.scoria.config.azureml;

/**
 * One line of the effective configuration.
 *
 * @param section {@code serve} for what the server is told, else the file that is meant
 * @param value as it may be printed
 * @param from where it came from
 * @param use what is done with it
 */
public record Shown(String section, String name, String value, String from, String use) {
  public static final String SERVE = "serve";
}

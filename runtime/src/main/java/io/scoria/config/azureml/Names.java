package io.scoria.config.azureml;

/** The rule that names of services and of their versions follow. */
final class Names {
  private static final int LEAST = 3;
  private static final int MOST = 32;

  static final Kind<String> KIND =
      Kinds.text("3 to 32 of a-z, 0-9 and -, a letter first and no - last", Names::follows);

  private Names() {}

  static boolean follows(String name) {
    return name.length() >= LEAST
        && name.length() <= MOST
        && name.matches("[a-z]([-a-z0-9]*[a-z0-9])?");
  }
}

package io.scoria.config.azureml;

/** What this server does with a key or a variable. */
public enum Use {
  /** It acts on it. */
  ENFORCED("enforced"),
  /** It keeps it for the work of deployment, which a cluster does. */
  CLUSTER("kept for the cluster"),
  /** It says at its start that it does not act on it. */
  NOTED("noted");

  private final String text;

  Use(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}

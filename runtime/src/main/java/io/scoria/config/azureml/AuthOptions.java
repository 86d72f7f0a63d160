package io.scoria.config.azureml;

import java.util.List;

/** Who is let in, and with which keys. In the order of the help. */
final class AuthOptions {
  static final Setting<String> AUTH =
      Setting.of(
              "auth",
              Kinds.choice("key", "token", "none"),
              "key: clients send one of the service's keys. token: they send a token (JWT)."
                  + " none: everybody may score. Default: what the deployment configuration says,"
                  + " else key.")
          .option("key|token|none", "--auth");
  static final Setting<Boolean> ALLOW_BOTH =
      Setting.of(
              "allow-both",
              Kinds.BOOLEAN,
              "Clients send a key or a token, as they like. Default: false, one of the two, as in"
                  + " the original.")
          .option("", "--allow-both")
          .variable("SCORIA_ALLOW_BOTH");
  static final Setting<String> KEY_FILE =
      Setting.of(
              "key-file",
              Kinds.TEXT,
              "Where keys are kept that nothing else gives: a file with one on each line, or a"
                  + " folder with the files primary and secondary, as Kubernetes mounts a secret."
                  + " A file is made where it is missing, in a folder that is there."
                  + " Changes count within a second. Default: keys in the folder for state"
                  + " (SCORIA_STATE_DIR, else $XDG_STATE_HOME/scoria, else"
                  + " ~/.local/state/scoria).")
          .option("FILE|DIR", "--key-file");
  static final Setting<String> PRIMARY_KEY =
      Setting.of("primary-key", Kinds.ANY, "A key that clients may send.")
          .variable("SCORIA_PRIMARY_KEY")
          .in(DeploymentFile.PRIMARY_KEY)
          .hidden();
  static final Setting<String> SECONDARY_KEY =
      Setting.of("secondary-key", Kinds.ANY, "Another; not without the first.")
          .variable("SCORIA_SECONDARY_KEY")
          .in(DeploymentFile.SECONDARY_KEY)
          .hidden();

  static final List<Setting<?>> ALL =
      List.of(AUTH, ALLOW_BOTH, KEY_FILE, PRIMARY_KEY, SECONDARY_KEY);

  private AuthOptions() {}
}

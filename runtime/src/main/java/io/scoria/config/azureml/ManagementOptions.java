package io.scoria.config.azureml;

import io.scoria.config.ListenerConfig;
import java.util.List;

/** The listener for those who run the server. In the order of the help. */
final class ManagementOptions {
  static final Setting<Integer> PORT =
      Setting.of(
              "management-port",
              Kinds.whole(0, ListenerConfig.MAX_PORT, ""),
              "Port for /livez, /readyz, /startupz, /docs and /admin; 0 for any that is free. Default: none.")
          .option("M", "--management-port");
  static final Setting<String> HOST =
      Setting.of(
              "management-host",
              Kinds.TEXT,
              "Name or address that it listens on, whatever --host is. One that others reach needs"
                  + " a management key; only /livez, /readyz and /startupz answer without it."
                  + " Default:"
                  + " SCORIA_MANAGEMENT_HOST, else "
                  + ListenerConfig.DEFAULT_HOST
                  + ".")
          .option("H", "--management-host")
          .variable("SCORIA_MANAGEMENT_HOST");
  static final Setting<String> KEY_FILE =
      Setting.of(
              "management-key-file",
              Kinds.TEXT,
              "File or mounted folder with the keys of those who run the server, of the form of"
                  + " --key-file; made where it is missing. Default: none.")
          .option("FILE", "--management-key-file");
  static final Setting<String> KEY =
      Setting.of(
              "management-key",
              Kinds.ANY,
              "The key of those who run the server; beats --management-key-file.")
          .variable("SCORIA_MANAGEMENT_KEY")
          .hidden();

  static final List<Setting<?>> ALL = List.of(PORT, HOST, KEY_FILE, KEY);

  private ManagementOptions() {}
}

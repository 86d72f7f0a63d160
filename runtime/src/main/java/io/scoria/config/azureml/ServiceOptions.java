package io.scoria.config.azureml;

import io.scoria.config.ServiceConfig;
import java.util.List;

/** How the service shows itself. In the order of the help. */
final class ServiceOptions {
  private static final String ORIGIN = "https?://[^/?#\\s,*]+";

  static final Setting<String> SERVICE_NAME =
      Setting.of(
              "service-name",
              Kinds.TEXT,
              "Name in the path /api/v1/service/NAME/score. Default: SERVICE_NAME, else the name of"
                  + " the model's folder, where it may be one, else "
                  + ServiceConfig.DEFAULT_NAME
                  + ".")
          .option("NAME", "--service-name")
          .variable("SERVICE_NAME");
  static final Setting<List<String>> CORS =
      Setting.of(
              "cors-origins",
              Kinds.list(
                  "origins between commas, as in https://example.org, or *",
                  text -> text.equals("*") || text.matches(ORIGIN)),
              "Origins that browsers may call from, between commas; * for any. Default:"
                  + " AML_CORS_ORIGINS, else none.")
          .option("LIST", "--cors-origins", "--access_control_allow_origins")
          .variable("AML_CORS_ORIGINS");
  static final Setting<String> WORKSPACE =
      Setting.of("workspace", Kinds.ANY, "Workspace of the service. Default: none.")
          .variable("WORKSPACE_NAME");
  static final Setting<String> PATH_PREFIX =
      Setting.of(
              "path-prefix",
              Kinds.text(
                  "a path of letters, digits and -._~ between slashes",
                  text -> text.matches("/?[-._~A-Za-z0-9]+(/[-._~A-Za-z0-9]+)*/?")),
              "Before the paths of the container. Default: none.")
          .variable("SERVICE_PATH_PREFIX");
  static final Setting<String> SERVICE_VERSION =
      Setting.of(
              "service-version",
              Kinds.TEXT,
              "In the OpenAPI document. Default: " + ServiceConfig.DEFAULT_VERSION + ".")
          .variable("SERVICE_VERSION");
  static final Setting<String> SERVER_VERSION =
      Setting.of(
              "server-version",
              Kinds.text(
                  "visible ASCII characters",
                  text -> text.chars().allMatch(c -> c >= ' ' && c < 0x7f)),
              "Of the header x-ms-server-version. Default: Scoria's own.")
          .variable("HTTP_X_MS_SERVER_VERSION");
  static final Setting<Boolean> SHOW_SERVER_VERSION =
      Setting.of(
              "server-version-in-responses",
              Kinds.BOOLEAN,
              "Whether that header is sent. Default: true.")
          .variable("SERVER_VERSION_LOG_RESPONSE_ENABLED");

  static final List<Setting<?>> ALL =
      List.of(
          SERVICE_NAME,
          CORS,
          WORKSPACE,
          PATH_PREFIX,
          SERVICE_VERSION,
          SERVER_VERSION,
          SHOW_SERVER_VERSION);

  private ServiceOptions() {}
}

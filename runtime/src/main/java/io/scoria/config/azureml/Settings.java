package io.scoria.config.azureml;

import io.scoria.config.ListenerConfig;
import java.util.List;
import java.util.stream.Stream;

/** Everything that can be set beside the keys of the two files, in the order of the help. */
public final class Settings {
  /** The argument that names the model. */
  public static final String MODEL_DIR = "MODEL_DIR";

  private static final String WITHOUT_INSIGHTS =
      "Requests are not reported to Application Insights.";

  static final Setting<String> MODEL =
      Setting.of(
              "model",
              Kinds.TEXT,
              "The same as MODEL_DIR. Default: SCORIA_MODEL_DIR, else AZUREML_MODEL_DIR.")
          .option("DIR", MODEL_DIR, "--model-dir", "--model_dir")
          .variable("SCORIA_MODEL_DIR", "AZUREML_MODEL_DIR");
  static final Setting<String> ENTRY_SCRIPT =
      Setting.of(
              "entry-script",
              Kinds.TEXT,
              "An entry script (.py, .java or .jar) that answers. Default: AZUREML_ENTRY_SCRIPT,"
                  + " relative to AML_APP_ROOT; else that of the inference configuration; else"
                  + " score.py or Score.java in MODEL_DIR.")
          .option("FILE", "--entry-script", "--entry_script")
          .variable("AZUREML_ENTRY_SCRIPT")
          .in(InferenceFile.ENTRY_SCRIPT);
  static final Setting<String> INFERENCE_CONFIG =
      Setting.of(
              "inference-config",
              Kinds.TEXT,
              "The inference configuration, JSON or YAML. Default: inferenceconfig.json (or .yml,"
                  + " .yaml, inference_config.*) in MODEL_DIR, or beside the entry script.")
          .option("FILE", "--inference-config", "--ic");
  static final Setting<String> DEPLOY_CONFIG =
      Setting.of(
              "deploy-config",
              Kinds.TEXT,
              "The deployment configuration, JSON or YAML. Default: deploymentconfig.json (or .yml,"
                  + " .yaml, deployment_config*.*), found likewise.")
          .option("FILE", "--deploy-config", "--dc");
  static final Setting<String> CONFIG_FILE =
      Setting.of(
              "config-file",
              Kinds.TEXT,
              "JSON with the names of variables for keys; the environment beats it. Default:"
                  + " AZUREML_CONFIG_FILE, else config.json in AML_APP_ROOT or beside the script.")
          .option("FILE", "--config-file", "--config_file")
          .variable("AZUREML_CONFIG_FILE");
  static final Setting<Boolean> STRICT =
      Setting.of(
              "strict",
              Kinds.BOOLEAN,
              "Do not start where a file has a key that is unknown, or has no effect there.")
          .option("", "--strict");
  static final Setting<Integer> PORT =
      Setting.of(
              "port",
              Kinds.whole(0, ListenerConfig.MAX_PORT, ""),
              "Port that scores; 0 for any that is free. Default: SERVER_PORT, else "
                  + ListenerConfig.DEFAULT_PORT
                  + ".")
          .option("N", "--port")
          .variable("SERVER_PORT")
          .in(DeploymentFile.PORT);
  static final Setting<String> HOST =
      Setting.of(
              "host",
              Kinds.TEXT,
              "Name or address to listen on; 0.0.0.0 for all of this machine's. Default:"
                  + " SCORIA_HOST, else "
                  + ListenerConfig.DEFAULT_HOST
                  + ", and 0.0.0.0 in Kubernetes.")
          .option("H", "--host")
          .variable("SCORIA_HOST");
  static final Setting<Integer> HEALTH_PORT =
      Setting.of(
              "health-port",
              Kinds.whole(0, ListenerConfig.MAX_PORT, ""),
              "Port that answers GET / beside the one that scores. Default: none; with"
                  + " SEPERATE_HEALTH_ENDPOINT=true, HEALTH_PORT, else 5000.")
          .option("N", "--health-port", "--health_port")
          .variable("HEALTH_PORT");
  static final Setting<Boolean> SEPARATE_HEALTH =
      Setting.of("separate-health", Kinds.BOOLEAN, "Whether HEALTH_PORT is opened. Default: false.")
          .variable("SEPERATE_HEALTH_ENDPOINT");

  static final Setting<String> INSIGHTS_KEY =
      Setting.of("appinsights-key", Kinds.ANY, WITHOUT_INSIGHTS)
          .option("KEY", "--appinsights-instrumentation-key", "--appinsights_instrumentation_key")
          .variable("AML_APP_INSIGHTS_KEY")
          .hidden()
          .noted();
  static final Setting<Boolean> INSIGHTS =
      noted("appinsights", Kinds.BOOLEAN, WITHOUT_INSIGHTS, "AML_APP_INSIGHTS_ENABLED");
  static final Setting<Boolean> INSIGHTS_RESPONSE =
      noted(
          "appinsights-response",
          Kinds.BOOLEAN,
          WITHOUT_INSIGHTS,
          "APP_INSIGHTS_LOG_RESPONSE_ENABLED");
  static final Setting<Boolean> DATA_COLLECTION =
      noted(
          "data-collection",
          Kinds.BOOLEAN,
          "Inputs and predictions are not stored.",
          "AML_MODEL_DC_STORAGE_ENABLED",
          "AML_MDC_STORAGE_ENABLED");
  static final Setting<String> DEBUG_PORT =
      noted("debug-port", Kinds.ANY, "No debugger is waited for.", "AZUREML_DEBUG_PORT");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      Stream.of(
              List.<Setting<?>>of(
                  MODEL,
                  ENTRY_SCRIPT,
                  INFERENCE_CONFIG,
                  DEPLOY_CONFIG,
                  CONFIG_FILE,
                  STRICT,
                  PORT,
                  HOST,
                  HEALTH_PORT,
                  SEPARATE_HEALTH),
              ManagementOptions.ALL,
              LogOptions.ALL,
              AuthOptions.ALL,
              TokenOptions.ALL,
              TlsOptions.ALL,
              ServiceOptions.ALL,
              ScriptOptions.ALL,
              LimitOptions.ALL,
              DrainOptions.ALL,
              CodecOptions.ALL,
              ExecutionOptions.ALL,
              List.<Setting<?>>of(
                  INSIGHTS_KEY, INSIGHTS, INSIGHTS_RESPONSE, DATA_COLLECTION, DEBUG_PORT))
          .flatMap(List::stream)
          .toList();

  private Settings() {}

  private static <T> Setting<T> noted(String name, Kind<T> kind, String why, String... variables) {
    return Setting.of(name, kind, why).variable(variables).noted();
  }
}

package io.scoria.config.azureml;

import io.scoria.config.ExecutionConfig;
import io.scoria.config.HttpLimits;
import io.scoria.config.ListenerConfig;
import io.scoria.config.PolicyOverrides;
import io.scoria.config.ScriptConfig;
import io.scoria.config.ServiceConfig;
import java.util.List;

/** Everything that can be set beside the keys of the two files, in the order of the help. */
public final class Settings {
  /** The argument that names the model. */
  public static final String MODEL_DIR = "MODEL_DIR";

  private static final String WITHOUT_INSIGHTS =
      "Requests are not reported to Application Insights.";
  private static final String ORIGIN = "https?://[^/?#\\s,*]+";

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
  static final Setting<Integer> MANAGEMENT_PORT =
      Setting.of(
              "management-port",
              Kinds.whole(0, ListenerConfig.MAX_PORT, ""),
              "Port for /livez, /readyz and /admin/models; 0 for any that is free. Default: none.")
          .option("M", "--management-port");
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

  static final Setting<String> AUTH =
      Setting.of(
              "auth",
              Kinds.choice("key", "none"),
              "key: clients send one of the service's keys. none: everybody may score. Default:"
                  + " what the deployment configuration says, else key.")
          .option("key|none", "--auth");
  static final Setting<String> KEY_FILE =
      Setting.of(
              "key-file",
              Kinds.TEXT,
              "Where keys are kept that nothing else gives. Default: keys in the folder for state"
                  + " (SCORIA_STATE_DIR, else $XDG_STATE_HOME/scoria, else"
                  + " ~/.local/state/scoria).")
          .option("FILE", "--key-file");
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

  static final Setting<Integer> WORKERS =
      Setting.of(
              "workers",
              Kinds.whole(1, "processes"),
              "Processes of a Python entry script. Default: WORKER_COUNT, else "
                  + ScriptConfig.DEFAULT_WORKERS
                  + ".")
          .option("N", "--workers", "--worker_count", "--worker-count")
          .variable("WORKER_COUNT");
  static final Setting<String> PYTHON =
      Setting.of(
              "python",
              Kinds.TEXT,
              "Interpreter of a Python entry script. Default: interpreterPath of the inference"
                  + " configuration, else "
                  + ScriptConfig.DEFAULT_INTERPRETER
                  + ".")
          .option("FILE", "--python")
          .in(InferenceFile.INTERPRETER);
  static final Setting<Boolean> PRELOAD =
      Setting.of(
              "worker-preload",
              Kinds.BOOLEAN,
              "Load the script once and fork the workers then. Default: false.")
          .variable("WORKER_PRELOAD");
  static final Setting<Integer> SCRIPT_TIMEOUT =
      Setting.of(
              "script-timeout-ms",
              Kinds.whole(1, "milliseconds"),
              "The most that run() of a script may take. Default: "
                  + ScriptConfig.DEFAULT_TIMEOUT_MS
                  + ".")
          .variable("SCORING_TIMEOUT_MS");
  static final Setting<Integer> WORKER_TIMEOUT =
      Setting.of(
              "worker-timeout-s",
              Kinds.whole(0, "seconds"),
              "Where given, another bound of run(); 0 for none. Default: none (the original: 300).")
          .variable("WORKER_TIMEOUT");
  static final Setting<Integer> SCRIPT_CALLS =
      Setting.of(
              "script-max-calls",
              Kinds.whole(1, "calls"),
              "Calls in flight that a script may have. Default: as many as it has workers.")
          .in(DeploymentFile.MAX_CONCURRENT);
  static final Setting<String> APP_ROOT =
      Setting.of(
              "app-root",
              Kinds.TEXT,
              "The working folder of a script. Default: the source folder of the inference"
                  + " configuration that names it, else the current folder.")
          .variable("AML_APP_ROOT");
  static final Setting<String> SOURCE_DIRECTORY =
      Setting.of(
              "source-directory",
              Kinds.TEXT,
              "Where modules of a script lie, relative to AML_APP_ROOT. Default: sourceDirectory of"
                  + " the inference configuration, else the folder of the script.")
          .variable("AZUREML_SOURCE_DIRECTORY")
          .in(InferenceFile.SOURCE_DIRECTORY);

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

  static final Setting<Long> MAX_BODY =
      Setting.of(
              "max-body-bytes",
              Kinds.wholeLong(1, "bytes"),
              "Largest request body. Default: " + HttpLimits.DEFAULT_MAX_BODY_BYTES + " (100 MiB).")
          .option("N", "--max-body-bytes");
  static final Setting<Integer> MAX_CALLS =
      Setting.of(
              "max-calls-in-flight",
              Kinds.whole(1, "calls"),
              "More calls than this at once are refused with 503. Default:"
                  + " maxConcurrentRequestsPerContainer where there is no script, else "
                  + ExecutionConfig.DEFAULT_MAX_CALLS_IN_FLIGHT
                  + ".")
          .option("N", "--max-calls-in-flight");
  static final Setting<Long> MAX_QUEUE_BYTES =
      Setting.of(
              "max-queue-bytes",
              Kinds.wholeLong(1, "bytes"),
              "A call is refused with 503 where the inputs of those that wait for the model would"
                  + " have more bytes with its own. Default: an eighth of the Java heap's most.")
          .option("N", "--max-queue-bytes");
  static final Setting<Integer> SCORING_TIMEOUT =
      Setting.of(
              "scoring-timeout-ms",
              Kinds.whole(1, "milliseconds"),
              "A call that takes longer is answered with 504. A client may ask for less with the"
                  + " header X-Scoring-Timeout-Ms. Default: scoringTimeoutMs, else "
                  + ExecutionConfig.DEFAULT_SCORING_TIMEOUT_MS
                  + ".")
          .option("N", "--scoring-timeout-ms")
          .in(DeploymentFile.SCORING_TIMEOUT);
  static final Setting<Integer> MAX_QUEUE_WAIT =
      Setting.of(
              "max-queue-wait-ms",
              Kinds.whole(1, "milliseconds"),
              "A call that would wait longer than this for its run is refused with 503. Default:"
                  + " maxQueueWaitMs, else "
                  + ExecutionConfig.DEFAULT_MAX_QUEUE_WAIT_MS
                  + ".")
          .option("N", "--max-queue-wait-ms")
          .in(DeploymentFile.MAX_QUEUE_WAIT);
  static final Setting<Integer> CALIBRATION =
      Setting.of(
              "calibration-ms",
              Kinds.whole(0, "milliseconds"),
              "How long the model is measured when it is loaded, to decide how it is run; 0 for not"
                  + " at all. Default: "
                  + ExecutionConfig.DEFAULT_CALIBRATION_MS
                  + ".")
          .option("N", "--calibration-ms");
  static final Setting<Integer> INSTANCES =
      Setting.of(
              "instances",
              Kinds.whole(1, PolicyOverrides.MAX_THREADS, ""),
              "Runs of the model that may overlap, beside those on event loops. Default: measured.")
          .option("N", "--instances");
  static final Setting<Integer> INTRA_OP_THREADS =
      Setting.of(
              "intra-op-threads",
              Kinds.whole(1, PolicyOverrides.MAX_THREADS, ""),
              "Threads that one run may use; runs that overlap share those beyond their own."
                  + " Default: measured.")
          .option("N", "--intra-op-threads");
  static final Setting<Integer> MAX_BATCH_ROWS =
      Setting.of(
              "max-batch-rows",
              Kinds.whole(1, PolicyOverrides.MAX_ROWS, ""),
              "Rows of calls that are joined into one run, where rows are found not to depend on"
                  + " each other; 1 to join none. Default: measured.")
          .option("N", "--max-batch-rows");
  static final Setting<String> TICK =
      Setting.of(
              "tick",
              Kinds.choice("auto", "off"),
              "auto: a model that is found small runs on the event loops. off: never. Default:"
                  + " auto.")
          .option("auto|off", "--tick");
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
  static final Setting<String> LOG_LEVEL =
      noted("log-level", Kinds.ANY, "The server logs as it always does.", "AZUREML_LOG_LEVEL");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      List.of(
          MODEL,
          ENTRY_SCRIPT,
          INFERENCE_CONFIG,
          DEPLOY_CONFIG,
          CONFIG_FILE,
          STRICT,
          PORT,
          HOST,
          MANAGEMENT_PORT,
          HEALTH_PORT,
          SEPARATE_HEALTH,
          AUTH,
          KEY_FILE,
          PRIMARY_KEY,
          SECONDARY_KEY,
          SERVICE_NAME,
          CORS,
          WORKERS,
          PYTHON,
          PRELOAD,
          SCRIPT_TIMEOUT,
          WORKER_TIMEOUT,
          SCRIPT_CALLS,
          APP_ROOT,
          SOURCE_DIRECTORY,
          WORKSPACE,
          PATH_PREFIX,
          SERVICE_VERSION,
          SERVER_VERSION,
          SHOW_SERVER_VERSION,
          MAX_BODY,
          MAX_CALLS,
          MAX_QUEUE_BYTES,
          SCORING_TIMEOUT,
          MAX_QUEUE_WAIT,
          CALIBRATION,
          INSTANCES,
          INTRA_OP_THREADS,
          MAX_BATCH_ROWS,
          TICK,
          INSIGHTS_KEY,
          INSIGHTS,
          INSIGHTS_RESPONSE,
          DATA_COLLECTION,
          DEBUG_PORT,
          LOG_LEVEL);

  private Settings() {}

  private static <T> Setting<T> noted(String name, Kind<T> kind, String why, String... variables) {
    return Setting.of(name, kind, why).variable(variables).noted();
  }
}

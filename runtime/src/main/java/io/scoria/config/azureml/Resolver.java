package io.scoria.config.azureml;

import io.scoria.config.HttpLimits;
import io.scoria.config.ListenerConfig;
import io.scoria.config.ManagementConfig;
import io.scoria.config.ScriptConfig;
import io.scoria.config.ServeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes what the server is told of options, environment and files. Not thread-safe; for one use.
 */
public final class Resolver {
  private static final int HEALTH_PORT = 5000;
  private static final String EVERYWHERE = "0.0.0.0";

  private final Surroundings around;
  private final Findings findings;
  private final Ledger ledger;

  private Resolver(Map<String, String> options, Surroundings around) {
    this.around = around;
    findings = new Findings(options.containsKey(Settings.STRICT.options().getFirst()));
    ledger = new Ledger(options, around.environment(), findings);
  }

  /**
   * Never throws for what it is given: that is told as problems.
   *
   * @param options texts by one of the names of a setting, or {@link Settings#MODEL_DIR}
   */
  public static Resolution resolve(Map<String, String> options, Surroundings around) {
    return new Resolver(options, around).resolve();
  }

  private Resolution resolve() {
    Optional<Path> named = path(Settings.CONFIG_FILE);
    named
        .or(() -> configJson(ScriptFinder.appRoot(ledger, around)))
        .ifPresent(file -> readVariables(file, named.isPresent()));
    ModelChoice model = new ModelChoice(path(Settings.MODEL));
    UsualFiles usual = usualFiles(model);
    Optional<Values> inference =
        path(Settings.INFERENCE_CONFIG)
            .or(() -> found(usual.inferenceConfig()))
            .flatMap(file -> InferenceReader.read(file, findings));
    inference.ifPresent(ledger::add);
    inference
        .flatMap(values -> values.find(InferenceFile.VARIABLES))
        .ifPresent(ledger::addOfScript);
    Optional<DeploymentReader.Read> deployment =
        path(Settings.DEPLOY_CONFIG)
            .or(() -> found(usual.deploymentConfig()))
            .flatMap(file -> DeploymentReader.read(file, findings));
    deployment.ifPresent(read -> ledger.add(read.values()));

    Optional<ScriptFinder.Script> script = script(model, inference);
    Optional<Path> scriptFolder = script.map(ScriptFinder.Script::file).map(Path::getParent);
    if (named.isEmpty() && ScriptFinder.appRoot(ledger, around).isEmpty()) {
      configJson(scriptFolder).ifPresent(file -> readVariables(file, false));
    }
    return resolution(model, script, inference, deployment);
  }

  private UsualFiles usualFiles(ModelChoice model) {
    Optional<Path> beside = ScriptFinder.folderOfNamed(ledger, around);
    return new UsualFiles(
        Stream.concat(model.given().stream(), beside.stream()).toList(), findings);
  }

  private Optional<ScriptFinder.Script> script(ModelChoice model, Optional<Values> inference) {
    boolean named = ledger.find(Settings.ENTRY_SCRIPT).isPresent();
    List<Path> folders = named ? List.of() : model.given().stream().toList();
    Optional<Path> usual = found(new UsualFiles(folders, findings).script());
    return new ScriptFinder(ledger, around, inference, findings).find(usual);
  }

  private Optional<Path> found(Optional<Path> file) {
    file.ifPresent(it -> findings.note("Found " + it + "."));
    return file;
  }

  private Optional<Path> configJson(Optional<Path> folder) {
    return folder.map(it -> it.resolve("config.json")).filter(Files::isRegularFile);
  }

  private void readVariables(Path file, boolean named) {
    ledger.add(file, VariablesFile.read(file, named, findings));
  }

  private Optional<Path> path(Setting<String> setting) {
    return ledger.find(setting).map(found -> around.workingFolder().resolve(found.value()));
  }

  private Resolution resolution(
      ModelChoice model,
      Optional<ScriptFinder.Script> script,
      Optional<Values> inference,
      Optional<DeploymentReader.Read> deployment) {
    showFiles(inference, deployment);
    requireModel(model, script.isPresent());
    Optional<Path> served = model.served(script.isPresent());
    ledger.show(
        Settings.MODEL,
        served
            .or(model::folder)
            .map(path -> served.isPresent() ? path.toString() : path + " (for the script alone)")
            .orElse("none"),
        ledger.find(Settings.MODEL).map(Found::origin).orElse("default"));
    Optional<ScriptConfig> scriptConfig =
        new ScriptSettings(ledger, around, findings).resolve(script, model, inference);
    Listeners listeners = listeners();
    var tls =
        new TlsSettings(ledger, around, findings)
            .resolve(deployment.map(DeploymentReader.Read::values));
    var service = new ServiceSettings(ledger, around, findings).resolve(model);
    var auth = new AuthSettings(ledger, around, findings).resolve(deployment, service.name());
    var execution = new ExecutionSettings(ledger, around, findings);
    HttpLimits limits = new LimitSettings(ledger).http();
    ServeConfig serve =
        new ServeConfig(
            served,
            scriptConfig,
            service,
            listeners.scoring(),
            listeners.management(),
            listeners.health(),
            auth,
            tls,
            limits,
            new CodecSettings(ledger).resolve(limits.maxBodyBytes()),
            execution.resolve(deployment.map(DeploymentReader.Read::values), script.isPresent()),
            new DrainSettings(ledger, around).resolve(),
            execution.memory(),
            Optional.of(around.stateFolder()),
            new LogSettings(ledger, around).resolve());
    execution.noteWithoutEffect();
    inference.ifPresent(
        values -> ledger.show("inferenceconfig", InferenceFile.TABLE.all(), values));
    deployment.ifPresent(read ->
        ledger.show("deploymentconfig", DeploymentFile.TABLE.of(read.type()), read.values()));
    boolean usable = findings.problems().isEmpty();
    return new Resolution(
        usable ? Optional.of(serve) : Optional.empty(),
        inference.filter(values -> usable).map(InferenceReader::config),
        deployment.filter(read -> usable).map(DeploymentReader.Read::config),
        ledger.shown(),
        findings.problems(),
        findings.warnings(),
        findings.notes());
  }

  private void showFiles(Optional<Values> inference, Optional<DeploymentReader.Read> deployment) {
    showFile(Settings.INFERENCE_CONFIG, inference.map(Values::file));
    showFile(Settings.DEPLOY_CONFIG, deployment.map(read -> read.values().file()));
    ledger.takeGiven(Settings.CONFIG_FILE, "none");
    ledger.take(Settings.STRICT, false);
  }

  private void showFile(Setting<String> setting, Optional<Path> file) {
    String origin = ledger.find(setting).map(Found::origin).orElse("found by its name");
    ledger.show(
        setting, file.map(Path::toString).orElse("none"), file.isPresent() ? origin : "default");
  }

  private void requireModel(ModelChoice model, boolean script) {
    if (model.given().isEmpty() && !script && ledger.find(Settings.ENTRY_SCRIPT).isEmpty()) {
      findings.problem(
          "option",
          Settings.MODEL_DIR,
          "no model and no entry script",
          "MODEL_DIR, a folder that holds model.onnx or score.py; or --entry-script,"
              + " --inference-config, SCORIA_MODEL_DIR or AZUREML_ENTRY_SCRIPT");
    }
    Optional<Path> missing = model.given().filter(path -> script && !Files.exists(path));
    if (missing.isPresent()) {
      String origin = ledger.find(Settings.MODEL).map(Found::origin).orElse("default");
      findings.problem(origin, "", "no folder " + missing.get(), "a model folder");
    }
  }

  private record Listeners(
      ListenerConfig scoring,
      Optional<ManagementConfig> management,
      Optional<ListenerConfig> health) {}

  private Listeners listeners() {
    int port = ledger.take(Settings.PORT, ListenerConfig.DEFAULT_PORT);
    String host = host();
    Optional<ManagementConfig> management =
        new ManagementSettings(ledger, around, findings).resolve();
    Optional<Integer> managementPort = management.map(it -> it.listener().port());
    Optional<Integer> health = healthPort();
    requireApart(Settings.PORT, Optional.of(port), ManagementOptions.PORT, managementPort);
    requireApart(Settings.PORT, Optional.of(port), Settings.HEALTH_PORT, health);
    requireApart(ManagementOptions.PORT, managementPort, Settings.HEALTH_PORT, health);
    return new Listeners(
        new ListenerConfig(host, port), management, health.map(at -> new ListenerConfig(host, at)));
  }

  private String host() {
    Optional<Found<String>> given = ledger.find(Settings.HOST);
    boolean inside = around.environment().containsKey(Container.KUBERNETES);
    String meant = inside ? EVERYWHERE : ListenerConfig.DEFAULT_HOST;
    String host = given.map(Found::value).orElse(meant);
    String from = inside ? "default in Kubernetes" : "default";
    ledger.show(Settings.HOST, host, given.map(Found::origin).orElse(from));
    return host;
  }

  /** HEALTH_PORT alone opens nothing, as in the original: its images always set it. */
  private Optional<Integer> healthPort() {
    boolean separate = ledger.take(Settings.SEPARATE_HEALTH, false);
    Optional<Found<Integer>> given = ledger.find(Settings.HEALTH_PORT);
    boolean asked = given.filter(found -> found.from() == Found.From.OPTION).isPresent();
    Optional<Integer> port =
        separate || asked
            ? Optional.of(given.map(Found::value).orElse(HEALTH_PORT))
            : Optional.empty();
    String origin = port.isPresent() ? given.map(Found::origin).orElse("default") : "default";
    ledger.show(Settings.HEALTH_PORT, port.map(String::valueOf).orElse("none"), origin);
    return port;
  }

  private void requireApart(
      Setting<?> one, Optional<Integer> port, Setting<?> other, Optional<Integer> otherPort) {
    if (port.isPresent() && port.equals(otherPort) && port.get() != 0) {
      String names = "--" + one.name() + " and --" + other.name();
      findings.problem("option", names, "both " + port.get(), "two ports");
    }
  }
}

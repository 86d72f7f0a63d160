package io.scoria.entry.python;

import io.scoria.call.Servable;
import io.scoria.config.ScriptConfig;
import io.scoria.config.ServiceConfig;
import io.scoria.tensor.TensorSpec;
import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a worker is started with. Immutable. */
final class WorkerCommand {
  /** Variables of the server that hold secrets of its own, which are not the script's to know. */
  private static final Pattern SECRETS =
      Pattern.compile("SCORIA_.*(KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL).*");

  private final ScriptConfig config;
  private final ServiceConfig service;
  private final Optional<Servable> model;

  WorkerCommand(ScriptConfig config, ServiceConfig service, Optional<Servable> model) {
    this.config = config;
    this.service = service;
    this.model = model;
  }

  ScriptConfig config() {
    return config;
  }

  /** The interpreter, about to run {@code start} on the socket; its output goes to a file. */
  ProcessBuilder process(Path start, Path socket, Path output, int number) {
    ProcessBuilder builder =
        new ProcessBuilder(config.interpreter(), start.toString(), socket.toString())
            .directory(config.appRoot().toAbsolutePath().toFile())
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    setEnvironment(builder.environment(), number);
    return builder;
  }

  void setEnvironment(Map<String, String> environment, int number) {
    environment.putAll(config.environment());
    environment.keySet().removeIf(name -> SECRETS.matcher(name).matches());
    environment.put("AZUREML_MODEL_DIR", absolute(config.modelDir()));
    environment.put("AML_APP_ROOT", absolute(config.appRoot()));
    environment.put("AZUREML_ENTRY_SCRIPT", absolute(config.file()));
    environment.put("AZUREML_SOURCE_DIRECTORY", absolute(config.sourceDirectory()));
    environment.put("SERVICE_NAME", service.name());
    environment.put("WORKSPACE_NAME", service.workspace());
    environment.put("SCORIA_WORKER", Integer.toString(number));
  }

  /** The payload of START. */
  ByteBuffer start(boolean preload) {
    List<String> texts =
        new ArrayList<>(
            List.of(
                absolute(config.file()),
                absolute(config.appRoot()),
                absolute(config.sourceDirectory()),
                preload ? "1" : "",
                service.name(),
                service.version(),
                service.pathPrefix()));
    model.ifPresent(servable -> {
      texts.add(servable.name());
      add(texts, servable.signature().inputs());
      add(texts, servable.signature().outputs());
    });
    return Texts.encode(texts);
  }

  private static void add(List<String> texts, List<TensorSpec> specs) {
    texts.add(Integer.toString(specs.size()));
    for (TensorSpec spec : specs) {
      texts.addAll(List.of(spec.name(), spec.type().toString(), spec.shape().toString()));
    }
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}

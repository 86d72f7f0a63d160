package io.scoria.repository;

import io.scoria.codec.SampleBody;
import io.scoria.config.ScriptConfig;
import io.scoria.engine.ModelLoadException;
import io.scoria.tensor.Signature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A request that the model should be able to answer: to warm it up, and to show people.
 *
 * @param body JSON
 * @param file where the body lies; empty where it was made up from the model's signature
 */
public record SampleRequest(String body, Optional<Path> file) {
  /** One of zeros in the smallest shape. */
  static SampleRequest madeUp(Signature signature) {
    return new SampleRequest(SampleBody.zeros(signature), Optional.empty());
  }

  /** That of an entry script: in the model folder, else beside the script; empty for none. */
  public static Optional<SampleRequest> besideScript(ScriptConfig script) throws IOException {
    for (Path folder : List.of(script.modelDir(), script.file().resolveSibling(""))) {
      Path file = folder.resolve(ModelFolder.SAMPLE_REQUEST);
      if (Files.isRegularFile(file)) {
        return Optional.of(new SampleRequest(Files.readString(file).strip(), Optional.of(file)));
      }
    }
    return Optional.empty();
  }

  /** The folder's own sample or first golden request; else one of zeros in the smallest shape. */
  static SampleRequest of(ModelFolder folder, Signature signature) throws ModelLoadException {
    Optional<Path> file = folder.sampleRequest();
    if (file.isEmpty()) {
      return madeUp(signature);
    }
    try {
      return new SampleRequest(Files.readString(file.get(), StandardCharsets.UTF_8).strip(), file);
    } catch (IOException e) {
      throw new ModelLoadException(file.get() + " cannot be read: " + e, e);
    }
  }
}

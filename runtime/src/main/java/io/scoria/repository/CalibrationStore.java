package io.scoria.repository;

import io.scoria.batch.BatchPolicy;
import io.scoria.batch.Measurement;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what calibration found, so that a restart does not measure again: a file for each model (by
 * the digest of its file), processor, number of processors, runtime and what was given of how to
 * run it. What cannot be read or written is as if it were not there.
 */
final class CalibrationStore {
  private static final Logger LOG = LoggerFactory.getLogger(CalibrationStore.class);
  private static final String FORMAT = "3"; // of the file, and of what decides

  private final Path folder;
  private final String machine;

  /**
   * @param machine what the decision depends on besides the model
   */
  CalibrationStore(Path stateFolder, String machine) {
    folder = stateFolder.resolve("calibration");
    this.machine = machine;
  }

  /** The processor's name, as far as the system tells it. */
  static String processorName() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name") || line.startsWith("CPU part"))
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException notLinux) {
      return System.getProperty("os.arch");
    }
  }

  /** What is known of a model, and the file that says so. */
  record Known(Measurement measurement, Path file) {}

  Optional<Known> find(Path model) {
    Path at = folder;
    try {
      Path file = file(model);
      at = file;
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      try (InputStream in = Files.newInputStream(file)) {
        properties.load(in);
      }
      return FORMAT.equals(properties.getProperty("format"))
          ? Optional.of(new Known(parse(properties), file))
          : Optional.empty(); // an older or newer Scoria's
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("{} cannot be read, so the model is measured again: {}", at, e.getMessage());
      return Optional.empty();
    }
  }

  void keep(Path model, Measurement measurement) {
    try {
      Files.createDirectories(folder);
      Path file = file(model);
      Path half = Files.createTempFile(folder, "half-", ".properties");
      try (OutputStream out = Files.newOutputStream(half)) {
        write(measurement).store(out, "Scoria's measurement of " + model.getFileName());
      }
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn(
          "what was measured cannot be kept in {}, so every start will measure again: {}. Make it a"
              + " folder that can be written to, or choose another by SCORIA_STATE_DIR.",
          folder,
          e.toString());
    }
  }

  private Path file(Path model) throws IOException {
    MessageDigest digest = sha256();
    digest.update(machine.getBytes(StandardCharsets.UTF_8));
    try (InputStream in = new DigestInputStream(Files.newInputStream(model), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    String name = HexFormat.of().formatHex(digest.digest()).substring(0, 32);
    return folder.resolve(name + ".properties");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Properties write(Measurement measurement) {
    BatchPolicy policy = measurement.policy();
    Properties properties = new Properties();
    properties.setProperty("format", FORMAT);
    properties.setProperty("joins", Boolean.toString(policy.joins()));
    properties.setProperty("max-tick-rows", Integer.toString(policy.maxTickRows()));
    properties.setProperty("max-batch-rows", Integer.toString(policy.maxBatchRows()));
    properties.setProperty("instances", Integer.toString(policy.instances()));
    properties.setProperty("intra-op-threads", Integer.toString(policy.intraOpThreads()));
    properties.setProperty("reason", policy.reason());
    String nanos =
        measurement.runNanos().stream().map(String::valueOf).collect(Collectors.joining(","));
    properties.setProperty("run-nanos", nanos);
    return properties;
  }

  private static Measurement parse(Properties properties) {
    BatchPolicy policy =
        new BatchPolicy(
            Boolean.parseBoolean(value(properties, "joins")),
            Integer.parseInt(value(properties, "max-tick-rows")),
            Integer.parseInt(value(properties, "max-batch-rows")),
            Integer.parseInt(value(properties, "instances")),
            Integer.parseInt(value(properties, "intra-op-threads")),
            value(properties, "reason"));
    List<Long> nanos =
        Arrays.stream(value(properties, "run-nanos").split(",")).map(Long::valueOf).toList();
    return new Measurement(policy, nanos);
  }

  private static String value(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("it has no " + key);
    }
    return value;
  }
}

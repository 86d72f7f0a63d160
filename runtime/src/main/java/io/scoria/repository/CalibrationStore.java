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
  private static final String FORMAT = "8"; // of the file, and of what decides

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

  /**
   * Where what is found of a model is kept. Asked before the model is loaded: what is measured then
   * is of the file as it was before, should it be replaced meanwhile.
   *
   * @return empty where the model cannot be read
   */
  Optional<Path> fileFor(Path model) {
    MessageDigest digest = sha256();
    digest.update(machine.getBytes(StandardCharsets.UTF_8));
    try (InputStream in = new DigestInputStream(Files.newInputStream(model), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.warn("{} cannot be read, so nothing is known of it: {}", model, e.toString());
      return Optional.empty();
    }
    String name = HexFormat.of().formatHex(digest.digest()).substring(0, 32);
    return Optional.of(folder.resolve(name + ".properties"));
  }

  /** What the file says, where it is there and can be read. */
  Optional<Measurement> find(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      if (!Files.isRegularFile(file)) {
        throw new IOException("it is no regular file");
      }
      Properties properties = new Properties();
      try (InputStream in = Files.newInputStream(file)) {
        properties.load(in);
      }
      return FORMAT.equals(value(properties, "format"))
          ? Optional.of(parse(properties))
          : Optional.empty(); // an older or newer Scoria's
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("{} cannot be used, so the model is measured again: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Keeps what was measured in the file, in the place of what it says.
   *
   * @param model for people who look into the file
   * @return false where that was not possible, which the log says
   */
  boolean keep(Path file, Path model, Measurement measurement) {
    try {
      Files.createDirectories(folder);
      Path half = Files.createTempFile(folder, "half-", ".properties");
      try (OutputStream out = Files.newOutputStream(half)) {
        write(measurement).store(out, "Scoria's measurement of " + model.getFileName());
      }
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (IOException e) {
      LOG.warn(
          "what was measured cannot be kept in {}, so every start will measure again: {}. Make it a"
              + " folder that can be written to, or choose another by SCORIA_STATE_DIR.",
          folder,
          e.toString());
      return false;
    }
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
    properties.setProperty("max-tick-call-rows", Integer.toString(policy.maxTickCallRows()));
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
            truth(properties, "joins"),
            Integer.parseInt(value(properties, "max-tick-rows")),
            Integer.parseInt(value(properties, "max-tick-call-rows")),
            Integer.parseInt(value(properties, "max-batch-rows")),
            Integer.parseInt(value(properties, "instances")),
            Integer.parseInt(value(properties, "intra-op-threads")),
            value(properties, "reason"));
    List<Long> nanos =
        Arrays.stream(value(properties, "run-nanos").split(",")).map(Long::valueOf).toList();
    return new Measurement(policy, nanos);
  }

  private static boolean truth(Properties properties, String key) {
    String value = value(properties, key);
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException(key + " is " + value + ", neither true nor false");
    }
    return value.equals("true");
  }

  private static String value(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("it has no " + key);
    }
    return value;
  }
}

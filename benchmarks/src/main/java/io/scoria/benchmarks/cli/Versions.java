package io.scoria.benchmarks.cli;

import ai.onnxruntime.OrtEnvironment;
import io.netty.util.Version;
import io.scoria.benchmarks.process.Machine;
import io.scoria.benchmarks.report.Context;
import io.scoria.engine.ort.RuntimeTelemetry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Finds out what a report says of its making. */
final class Versions {
  private static final String UNKNOWN = "unknown";

  private Versions() {}

  static Context context(Path root, String command) throws InterruptedException {
    DateTimeFormatter minutes =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    return new Context(
        Machine.read(), minutes.format(Instant.now()), commit(root), netty(), runtime(), command);
  }

  private static String runtime() {
    RuntimeTelemetry.forbid();
    return OrtEnvironment.getEnvironment().getVersion();
  }

  private static String netty() {
    Version version = Version.identify().get("netty-transport");
    return version == null ? UNKNOWN : version.artifactVersion();
  }

  private static String commit(Path root) throws InterruptedException {
    try {
      Process git =
          new ProcessBuilder("git", "-C", root.toString(), "describe", "--always", "--dirty")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? text.strip() : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}

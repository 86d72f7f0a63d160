package io.scoria.server;

import io.scoria.telemetry.Meter;
import io.scoria.telemetry.Readings;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What runs.
 *
 * @param version of Scoria
 * @param engine for people: the runtime for models and its version; empty while there is none
 */
record BuildInfo(String version, Supplier<Optional<String>> engine) {
  private static final String NONE = "none";

  /** Of this build, which only its jar names. */
  static BuildInfo of(Supplier<Optional<String>> engine) {
    String version = BuildInfo.class.getPackage().getImplementationVersion();
    return new BuildInfo(version == null ? "development" : version, engine);
  }

  void read(Readings readings) {
    readings.addInfo(Meter.BUILD, version, Runtime.version().toString(), engine.get().orElse(NONE));
  }
}

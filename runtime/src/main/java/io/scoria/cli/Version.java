package io.scoria.cli;

import picocli.CommandLine.IVersionProvider;

/** Names this build. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }

  /** As responses name this server. */
  static String header() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "scoria" : "scoria/" + version;
  }

  static String line() {
    String version = Version.class.getPackage().getImplementationVersion();
    return "Scoria %s, Java %s, %d processors"
        .formatted(
            version == null ? "from classes" : version,
            Runtime.version(),
            Runtime.getRuntime().availableProcessors());
  }
}

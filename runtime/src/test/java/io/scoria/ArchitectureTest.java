package io.scoria;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of the packages, and which of them may import what, as their own texts say it. */
@NullMarked
class ArchitectureTest {
  private static final String ROOT = "io.scoria.";
  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.scoria");

  /** What each package may import of the others; what is not here may import none. */
  private static final Map<String, List<String>> ORDER =
      Map.ofEntries(
          Map.entry("tensor", List.of()),
          Map.entry("config", List.of()),
          Map.entry("config.azureml", List.of("config")),
          Map.entry("tls", List.of("config")),
          Map.entry("call", List.of("tensor")),
          Map.entry("telemetry", List.of("call")),
          Map.entry("auth", List.of("call")),
          Map.entry("auth.token", List.of("auth", "call")),
          Map.entry("auth.token.jwk", List.of("auth.token")),
          Map.entry(
              "auth.token.issuer", List.of("auth.token", "auth.token.jwk", "codec", "config")),
          Map.entry("auth.token.oidc", List.of("auth.token", "auth.token.jwk", "config")),
          Map.entry("log", List.of("call", "config")),
          Map.entry("admission", List.of("call")),
          Map.entry("endpoint", List.of()),
          Map.entry("entry", List.of("call")),
          Map.entry("entry.python", List.of("call", "config", "entry", "tensor")),
          Map.entry("api", List.of("tensor")),
          Map.entry("entry.java", List.of("api", "call", "codec", "config", "entry", "tensor")),
          Map.entry("codec", List.of("call", "config", "tensor")),
          Map.entry("openapi", List.of("tensor")),
          Map.entry("engine", List.of("tensor")),
          Map.entry("engine.ort", List.of("engine", "tensor")),
          Map.entry("batch", List.of("call", "config", "engine", "tensor")),
          Map.entry(
              "repository",
              List.of("batch", "call", "codec", "config", "endpoint", "engine", "tensor")),
          Map.entry(
              "pipeline",
              List.of(
                  "admission", "auth", "call", "codec", "config", "endpoint", "entry", "tensor")),
          Map.entry("transport", List.of("call", "config", "pipeline", "tls")),
          Map.entry(
              "server",
              List.of(
                  "admission",
                  "auth",
                  "auth.token",
                  "auth.token.issuer",
                  "batch",
                  "call",
                  "codec",
                  "config",
                  "endpoint",
                  "engine",
                  "engine.ort",
                  "entry",
                  "entry.java",
                  "entry.python",
                  "log",
                  "openapi",
                  "pipeline",
                  "repository",
                  "telemetry",
                  "tensor",
                  "transport")),
          Map.entry(
              "cli",
              List.of(
                  "admission",
                  "auth",
                  "auth.token",
                  "auth.token.issuer",
                  "auth.token.oidc",
                  "batch",
                  "call",
                  "codec",
                  "config",
                  "config.azureml",
                  "endpoint",
                  "engine",
                  "engine.ort",
                  "entry",
                  "entry.java",
                  "entry.python",
                  "log",
                  "pipeline",
                  "repository",
                  "server",
                  "tensor",
                  "transport")));

  static Set<String> packages() {
    return PRODUCTION.stream()
        .map(JavaClass::getPackageName)
        .map(name -> name.substring(ROOT.length()))
        .collect(Collectors.toSet());
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    assertThat(packages()).isEqualTo(ORDER.keySet());
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageImportsOnlyThoseBelowIt(String name) {
    List<String> forbidden = new ArrayList<>(ORDER.keySet());
    forbidden.remove(name);
    forbidden.removeAll(ORDER.getOrDefault(name, List.of()));
    noClasses()
        .that()
        .resideInAPackage(ROOT + name)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden.stream().map(ROOT::concat).toArray(String[]::new))
        .check(PRODUCTION);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching("io.scoria.(*)..").should().beFreeOfCycles().check(PRODUCTION);
    slices().matching("io.scoria.(**)").should().beFreeOfCycles().check(PRODUCTION);
  }

  @Test
  void nettyIsImportedInTransportAlone() {
    onlyIn("transport", "io.netty..").check(PRODUCTION);
  }

  @Test
  void theRuntimeForModelsIsImportedInOnePackageAlone() {
    onlyIn("engine.ort", "ai.onnxruntime..").check(PRODUCTION);
    onlyIn("engine.ort", "com.google.protobuf..").check(PRODUCTION);
  }

  @Test
  void theFormatsOfPrometheusAreImportedInTelemetryAlone() {
    onlyIn("telemetry", "io.micrometer..", "io.prometheus..").check(PRODUCTION);
  }

  @Test
  void jacksonReadsAndWritesDocumentsAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "auth.token..", ROOT + "config.azureml", ROOT + "openapi")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml.jackson..")
        .check(PRODUCTION);
  }

  @Test
  void theBackendOfTheLogIsKnownToItAlone() {
    onlyIn("log", "ch.qos.logback..").check(PRODUCTION);
  }

  @Test
  void tokensAreReadByTheirOwnPackageAlone() {
    onlyIn("auth.token..", "io.jsonwebtoken..").check(PRODUCTION);
  }

  /** Whatever a token names, a file or an address: what checks it has no means to open one. */
  @Test
  void theCheckOfATokenOpensNeitherFilesNorConnections() {
    Set<JavaClass> classes = new HashSet<>();
    addWithOwnDependencies(PRODUCTION.get(ROOT + "auth.token.TokenAuthenticator"), classes);
    assertThat(classes).extracting(JavaClass::getSimpleName).contains("TrustedIssuer", "TokenJson");
    assertThat(classes)
        .flatExtracting(JavaClass::getDirectDependenciesFromSelf)
        .extracting(dependency -> dependency.getTargetClass().getName())
        .noneMatch(name -> name.startsWith("java.net.") || name.startsWith("java.nio.file."))
        .noneMatch(
            name -> name.startsWith("java.nio.channels.") || name.startsWith("java.io.File"));
  }

  private static void addWithOwnDependencies(JavaClass one, Set<JavaClass> classes) {
    if (one.getPackageName().startsWith(ROOT) && classes.add(one)) {
      one.getDirectDependenciesFromSelf()
          .forEach(dependency ->
              addWithOwnDependencies(dependency.getTargetClass().getBaseComponentType(), classes));
    }
  }

  /** The issuer's keys, and what an administrator asks: no URL is fetched that a client names. */
  @Test
  void requestsAreMadeByTwoPackagesAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "auth.token.oidc", ROOT + "cli")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..")
        .check(PRODUCTION);
  }

  @Test
  void theCommandLineAndSignalsAreImportedInCliAlone() {
    onlyIn("cli", "picocli..").check(PRODUCTION);
    onlyIn("cli", "sun..", "com.sun..", "jdk..").check(PRODUCTION);
  }

  private static ArchRule onlyIn(String name, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + name)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }

  /** A new library is a decision, so it is named here before it is used. */
  @Test
  void nothingElseIsImported() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.scoria..",
            "java..",
            "javax.tools..",
            "javax.net.ssl..",
            "javax.security.auth.x500..",
            "io.netty..",
            "ai.onnxruntime..",
            "com.google.protobuf..",
            "com.fasterxml.jackson..",
            "io.jsonwebtoken..",
            "io.micrometer..",
            "io.prometheus..",
            "picocli..",
            "sun.misc..",
            "org.slf4j..",
            "ch.qos.logback..",
            "org.jspecify..")
        .check(PRODUCTION);
  }

  @Test
  void theLowestPackagesUseTheJdkAlone() {
    classes()
        .that()
        .resideInAnyPackage("io.scoria.tensor", "io.scoria.config")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.scoria.tensor", "io.scoria.config", "java..", "org.jspecify..")
        .check(PRODUCTION);
  }

  @Test
  void thereIsNoStaticStateThatChanges() {
    fields().that().areStatic().should().beFinal().check(PRODUCTION);
  }

  @Test
  void onlyTheCommandLineEndsTheProcessOrReadsItsEnvironment() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.scoria.cli")
        .and()
        .doNotHaveSimpleName("RuntimeTelemetry") // which changes it
        .should()
        .callCodeUnitWhere(
            describe("it ends the process or reads its environment", ArchitectureTest::isProcess))
        .check(PRODUCTION);
  }

  private static boolean isProcess(JavaAccess<? extends CodeUnitCallTarget> call) {
    String owner = call.getTargetOwner().getName();
    boolean ofProcess = owner.equals("java.lang.System") || owner.equals("java.lang.Runtime");
    return ofProcess && Set.of("exit", "halt", "getenv").contains(call.getTarget().getName());
  }
}

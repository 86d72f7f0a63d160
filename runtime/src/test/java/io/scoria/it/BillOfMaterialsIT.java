package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bill of materials that the build makes tells what is shipped, and nothing else. */
class BillOfMaterialsIT {
  private static final Path JAR = Path.of(System.getProperty("scoria.jar"));
  private static final Path POM =
      Path.of(System.getProperty("scoria.root")).resolve("runtime/pom.xml");

  private static JsonNode bill() throws IOException {
    return new ObjectMapper().readTree(JAR.resolveSibling("scoria.cdx.json").toFile());
  }

  @Test
  void itsComponentsAreTheLibrariesThatTheBuildAllows() throws IOException {
    Set<String> allowed = new TreeSet<>();
    Matcher line =
        Pattern.compile("<include>([^<:]+:[^<:]+)</include>").matcher(Files.readString(POM));
    while (line.find()) {
      allowed.add(line.group(1));
    }
    Set<String> listed = new TreeSet<>();
    for (JsonNode component : bill().get("components")) {
      listed.add(component.get("group").asText() + ":" + component.get("name").asText());
    }
    assertThat(listed).isEqualTo(allowed).hasSizeGreaterThan(20);
  }

  @Test
  void itsComponentsAreTheJarsBesideTheServer() throws IOException {
    Set<String> jars = new TreeSet<>();
    try (var files = Files.list(JAR.resolveSibling("lib"))) {
      files.forEach(file -> jars.add(String.valueOf(file.getFileName())));
    }
    Set<String> listed = new TreeSet<>();
    for (JsonNode component : bill().get("components")) {
      Matcher classifier =
          Pattern.compile("classifier=([^&#]+)").matcher(component.get("purl").asText());
      String suffix = classifier.find() ? "-" + classifier.group(1) : "";
      String version = component.get("version").asText();
      listed.add(component.get("name").asText() + "-" + version + suffix + ".jar");
    }
    assertThat(listed).isEqualTo(jars);
  }

  @Test
  void everyComponentHasALicenceAndADigest() throws IOException {
    for (JsonNode component : bill().get("components")) {
      assertThat(component.path("licenses")).as(component.get("name").asText()).isNotEmpty();
      assertThat(component.path("hashes")).as(component.get("name").asText()).isNotEmpty();
    }
  }

  @Test
  void twoBuildsMakeTheSame() throws IOException {
    assertThat(bill().has("serialNumber")).isFalse();
    assertThat(bill().get("bomFormat").asText()).isEqualTo("CycloneDX");
    String time = bill().path("metadata").path("timestamp").asText("");
    assertThat(time).as("a time of the build would differ").isEmpty();
  }
}

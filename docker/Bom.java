import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Completes the bill of materials (CycloneDX) that the build made of the jars by what an image has
 * beside them, and gathers the licences of all of it. Fails where a jar is not in the bill or has no
 * licence text. Run in the build of the image; the jars of the server are its class path.
 *
 * <p>Arguments: the bill of the build, the folder of the jars, the Java of the image, a list of the
 * Debian packages in the image (name and version in each line), the folder of licence texts that no
 * jar has, the version of Swagger UI, and the root that bill and licences are written below.
 */
final class Bom {
  private static final Pattern LICENCE =
      Pattern.compile("(META-INF/)?(license/)?(LICENSE|NOTICE|ThirdPartyNotices)[^/]*");
  private static final String DOCUMENTATION = "/usr/share/doc/";

  private final ObjectMapper json = new ObjectMapper();
  private final ObjectNode bill;
  private final ArrayNode components;
  private final Path texts;
  private final Path licences;

  private Bom(Path bill, Path texts, Path licences) throws IOException {
    this.bill = (ObjectNode) json.readTree(bill.toFile());
    this.texts = texts;
    this.licences = licences;
    components = (ArrayNode) this.bill.get("components");
  }

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[6]);
    Bom bom = new Bom(Path.of(args[0]), Path.of(args[4]), root.resolve("licenses"));
    bom.jars(Path.of(args[1]));
    bom.add("swagger-ui", args[5], "pkg:npm/swagger-ui-dist@" + args[5], "Apache-2.0");
    bom.add("BoringSSL", "", "", "OpenSSL AND ISC AND MIT"); // linked into netty-tcnative
    bom.java(Path.of(args[2]));
    bom.packages(Path.of(args[3]));
    Path out = root.resolve("opt/scoria/sbom.cdx.json");
    Files.createDirectories(out.getParent());
    bom.json.enable(SerializationFeature.INDENT_OUTPUT).writeValue(out.toFile(), bom.bill);
    System.out.printf("%d components in the bill of materials%n", bom.components.size());
  }

  /** Every jar is a component of the bill and the other way round, and each has a licence's text. */
  private void jars(Path folder) throws IOException {
    Set<String> listed = new TreeSet<>();
    for (JsonNode component : components) {
      String purl = component.get("purl").asText();
      int at = purl.indexOf("classifier=");
      String classifier = at < 0 ? "" : "-" + purl.substring(at).split("[=&]")[1];
      String jar = component.get("name").asText() + "-" + component.get("version").asText();
      listed.add(jar + classifier + ".jar");
      licence(component, folder.resolve(jar + classifier + ".jar"));
    }
    Set<String> there = new TreeSet<>();
    try (var files = Files.list(folder)) {
      files.forEach(file -> there.add(file.getFileName().toString()));
    }
    if (!there.equals(listed)) {
      throw new IOException("jars: " + there + "\nbill of materials: " + listed);
    }
  }

  private void licence(JsonNode component, Path jar) throws IOException {
    String name = component.get("name").asText();
    int found = 0;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (LICENCE.matcher(entry.getName()).matches()) {
          String file = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
          try (InputStream in = zip.getInputStream(entry)) {
            copy(in, licences.resolve(name).resolve(file));
          }
          found++;
        }
      }
    }
    for (String id : ids(component)) {
      Path text = texts.resolve(id + ".txt");
      if (Files.exists(text)) {
        copy(text, licences.resolve(id + ".txt"));
        found++;
      }
    }
    if (found == 0) {
      throw new IOException("there is no licence text of " + name + ", " + ids(component));
    }
  }

  private static List<String> ids(JsonNode component) {
    List<String> ids = new ArrayList<>();
    for (JsonNode choice : component.path("licenses")) {
      String id = choice.path("license").path("id").asText("");
      ids.add(id.isEmpty() ? choice.path("license").path("name").asText("") : id);
    }
    return ids;
  }

  private void java(Path home) throws IOException {
    Properties release = new Properties();
    try (InputStream in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
    }
    String version = release.getProperty("JAVA_RUNTIME_VERSION", release.getProperty("JAVA_VERSION"));
    add("OpenJDK", version.replace("\"", ""), "", "GPL-2.0-only WITH Classpath-exception-2.0");
    try (var files = Files.walk(home.resolve("legal"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        copy(file, licences.resolve("java").resolve(home.resolve("legal").relativize(file).toString()));
      }
    }
  }

  private void packages(Path list) throws IOException {
    for (String line : Files.readAllLines(list)) {
      String[] parts = line.split(" ");
      String name = parts[0];
      add(name, parts[1], "pkg:deb/debian/" + name + "@" + parts[1].replace("+", "%2B"), "");
      Path copyright = Path.of(DOCUMENTATION, name, "copyright");
      if (!Files.exists(copyright)) {
        throw new IOException("there is no " + copyright);
      }
      copy(copyright, licences.resolve("debian").resolve(name));
    }
    try (var common = Files.list(Path.of("/usr/share/common-licenses"))) {
      for (Path file : common.sorted().toList()) { // which the others name
        copy(file, licences.resolve("debian/common").resolve(file.getFileName()));
      }
    }
  }

  private void add(String name, String version, String purl, String licence) {
    ObjectNode component = components.addObject();
    component.put("type", name.startsWith("lib") ? "library" : "application");
    component.put("name", name);
    if (!version.isEmpty()) {
      component.put("version", version);
    }
    if (!licence.isEmpty()) {
      component.putArray("licenses").addObject().put("expression", licence);
    }
    if (!purl.isEmpty()) {
      component.put("purl", purl);
    }
    String reference = purl.isEmpty() ? name.toLowerCase(Locale.ROOT) : purl;
    component.put("bom-ref", reference);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (InputStream in = Files.newInputStream(from)) { // what a link stands for
      copy(in, to);
    }
  }

  private static void copy(InputStream in, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
  }
}

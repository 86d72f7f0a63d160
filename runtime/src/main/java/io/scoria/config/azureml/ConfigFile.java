package io.scoria.config.azureml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The object that a file of the configuration is: JSON, or YAML by its name or its look. */
final class ConfigFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final String ONE_OBJECT = "one object, in JSON or YAML";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final ObjectMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ConfigFile() {}

  /** Empty where the file is not one; the findings then say why, with line and column. */
  static Optional<ObjectNode> read(Path file, Findings findings) {
    Optional<String> text = textOf(file, findings);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.get().isBlank()) {
      return refuse(file, findings, "nothing: the file is empty", ONE_OBJECT);
    }
    boolean yaml = isYaml(file, text.get());
    try {
      JsonNode root = (yaml ? YAML : JSON).readTree(text.get());
      return root instanceof ObjectNode object
          ? Optional.of(object)
          : refuse(file, findings, Described.node(root), ONE_OBJECT);
    } catch (JsonProcessingException e) {
      String language = yaml ? "YAML" : "JSON";
      return refuse(file, findings, cause(e) + at(e), "valid " + language + ", each key once");
    } catch (RuntimeException e) { // the reader of YAML has some of its own
      return refuse(file, findings, firstLine(String.valueOf(e.getMessage())), "valid YAML");
    }
  }

  private static Optional<String> textOf(Path file, Findings findings) {
    if (!Files.exists(file)) {
      refuse(file, findings, "no such file", "the path of a file");
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      refuse(file, findings, "a folder or a special file", "the path of a file");
      return Optional.empty();
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        refuse(file, findings, Files.size(file) + " bytes", "at most " + MAX_BYTES + " bytes");
        return Optional.empty();
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      refuse(file, findings, "bytes that are not UTF-8", "text in UTF-8");
    } catch (AccessDeniedException e) {
      refuse(file, findings, "a file that may not be read", "a file that may be read");
    } catch (IOException e) {
      refuse(file, findings, "a file that cannot be read: " + e.getMessage(), "a file that can be");
    }
    return Optional.empty();
  }

  private static <T> Optional<T> refuse(
      Path file, Findings findings, String found, String accepted) {
    findings.problem(file.toString(), "", found, accepted);
    return Optional.empty();
  }

  /** A file called .json that does not begin as JSON must is tried as YAML. */
  private static boolean isYaml(Path file, String text) {
    String name = String.valueOf(file.getFileName());
    char first = text.strip().charAt(0);
    return name.endsWith(".yml")
        || name.endsWith(".yaml")
        || (first != '{' && first != '[' && first != '/' && first != '"');
  }

  private static String at(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String cause(JsonProcessingException e) {
    String message = firstLine(e.getOriginalMessage());
    if (message.contains("comment")) {
      return "a comment, which JSON does not have,";
    }
    if (message.contains("was expecting double-quote to start field name")) {
      return "a comma too many, or a name without double quotes,";
    }
    if (message.startsWith("Duplicate")) {
      return "a key twice, " + message.substring(Math.max(0, message.indexOf('\''))) + ",";
    }
    if (message.startsWith("Unrecognized token")) { // which may be a secret
      return "a word without double quotes";
    }
    if (message.startsWith("Unexpected end-of-input")) {
      return "the end of the file within a value";
    }
    return message;
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("").strip();
  }
}

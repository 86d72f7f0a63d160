package io.scoria.openapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The documents that a service's user wrote: {@code swagger2.json} is version 2, {@code
 * swagger3.json} version 3, and version 3.1 where it says that it is. Immutable.
 */
public final class OwnDocuments {
  /** None of any version. */
  public static final OwnDocuments NONE = new OwnDocuments(Map.of());

  private static final String SWAGGER_2 = "swagger2.json";
  private static final String SWAGGER_3 = "swagger3.json";

  private final Map<OpenApiVersion, byte[]> documents;

  private OwnDocuments(Map<OpenApiVersion, byte[]> documents) {
    this.documents = documents;
  }

  /**
   * Reads what the first folder that has it holds, of each file.
   *
   * @throws InvalidDocumentException where a file cannot be read, or is not a JSON object
   */
  public static OwnDocuments read(List<Path> folders) throws InvalidDocumentException {
    Map<OpenApiVersion, byte[]> found = new EnumMap<>(OpenApiVersion.class);
    Optional<Path> second = find(folders, SWAGGER_2);
    if (second.isPresent()) {
      byte[] text = bytes(second.get());
      JsonText.readObject(second.get().toString(), text);
      found.put(OpenApiVersion.V2, text);
    }
    Optional<Path> third = find(folders, SWAGGER_3);
    if (third.isPresent()) {
      byte[] text = bytes(third.get());
      String stated = JsonText.readObject(third.get().toString(), text).path("openapi").asText("");
      found.put(OpenApiVersion.V3, text);
      if (stated.startsWith("3.1")) {
        found.put(OpenApiVersion.V3_1, text);
      }
    }
    return new OwnDocuments(found);
  }

  /** The document as it lies in its file. */
  Optional<byte[]> find(OpenApiVersion version) {
    return Optional.ofNullable(documents.get(version));
  }

  private static Optional<Path> find(List<Path> folders, String name) {
    return folders.stream().map(folder -> folder.resolve(name)).filter(Files::exists).findFirst();
  }

  private static byte[] bytes(Path file) throws InvalidDocumentException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InvalidDocumentException(file + " cannot be read: " + e, e);
    }
  }
}

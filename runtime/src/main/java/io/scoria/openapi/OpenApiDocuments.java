package io.scoria.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The documents of a service as they are sent, in each version, with the paths of its container and
 * with those of the router. A user's own come first, then those of the entry script, then those
 * written from the signature of the model. Immutable.
 */
public final class OpenApiDocuments {
  private final Map<OpenApiVersion, byte[]> container;
  private final Map<OpenApiVersion, byte[]> router;

  private OpenApiDocuments(
      Map<OpenApiVersion, byte[]> container, Map<OpenApiVersion, byte[]> router) {
    this.container = container;
    this.router = router;
  }

  /** Makes them all, of a service without an entry script. */
  public static OpenApiDocuments of(
      ServiceDescription service,
      ServicePaths containerPaths,
      ServicePaths routerPaths,
      OwnDocuments own) {
    try {
      return of(service, containerPaths, routerPaths, version -> Optional.empty(), own);
    } catch (InvalidDocumentException e) { // own ones have been read
      throw new IllegalStateException(e);
    }
  }

  /**
   * The same with those that an entry script declares.
   *
   * @param script gives the document that the entry script declares; empty where it declares none
   * @throws InvalidDocumentException where the script's is no JSON object
   */
  public static OpenApiDocuments of(
      ServiceDescription service,
      ServicePaths containerPaths,
      ServicePaths routerPaths,
      Function<OpenApiVersion, Optional<String>> script,
      OwnDocuments own)
      throws InvalidDocumentException {
    Map<OpenApiVersion, byte[]> container = new EnumMap<>(OpenApiVersion.class);
    Map<OpenApiVersion, byte[]> router = new EnumMap<>(OpenApiVersion.class);
    for (OpenApiVersion version : OpenApiVersion.values()) {
      Optional<byte[]> given = own.find(version);
      if (given.isEmpty()) {
        given = script.apply(version).map(text -> text.getBytes(StandardCharsets.UTF_8));
      }
      if (given.isPresent()) {
        ObjectNode document = JsonText.readObject(scripts(version), given.get());
        container.put(version, given.get());
        router.put(version, JsonText.write(moved(document, containerPaths, routerPaths)));
      } else {
        container.put(version, written(service, containerPaths, version));
        router.put(version, written(service, routerPaths, version));
      }
    }
    return new OpenApiDocuments(container, router);
  }

  /** A user's has been read before, so it is the script's that may be none. */
  private static String scripts(OpenApiVersion version) {
    return "the OpenAPI document of the entry script, version " + version.number() + ",";
  }

  private static byte[] written(
      ServiceDescription service, ServicePaths paths, OpenApiVersion version) {
    return JsonText.write(DocumentWriter.write(service, paths, version));
  }

  /** Those of its paths that are the service's are the router's then; the rest stays as it is. */
  private static ObjectNode moved(ObjectNode document, ServicePaths from, ServicePaths to) {
    if (document.get("paths") instanceof ObjectNode paths) {
      ObjectNode moved = DocumentWriter.object();
      paths.properties().forEach(e -> moved.set(moved(e.getKey(), from, to), e.getValue()));
      document.set("paths", moved);
    }
    return document;
  }

  private static String moved(String path, ServicePaths from, ServicePaths to) {
    boolean known =
        path.equals(from.health()) || path.equals(from.score()) || path.equals(from.document());
    return known ? to.base() + path.substring(from.base().length()) : path;
  }

  /** With the paths of the container: JSON, the caller's to read. */
  public ByteBuffer container(OpenApiVersion version) {
    return of(container, version);
  }

  /** With the paths of the router: JSON, the caller's to read. */
  public ByteBuffer router(OpenApiVersion version) {
    return of(router, version);
  }

  private static ByteBuffer of(Map<OpenApiVersion, byte[]> documents, OpenApiVersion version) {
    byte[] document = documents.get(version);
    if (document == null) {
      throw new IllegalStateException("no document of version " + version);
    }
    return ByteBuffer.wrap(document).asReadOnlyBuffer();
  }
}

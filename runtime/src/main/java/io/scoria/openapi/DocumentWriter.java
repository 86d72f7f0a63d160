package io.scoria.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the versions have in common: the same paths and operations, each in the version's words. */
abstract sealed class DocumentWriter permits Swagger2Writer, OpenApi3Writer {
  static final String SECURITY = "Bearer";
  static final String JSON = "application/json";
  static final String BINARY = "application/octet-stream";
  static final String TEXT = "text/plain";

  final ServiceDescription service;
  final ServicePaths paths;
  final OpenApiVersion version;

  DocumentWriter(ServiceDescription service, ServicePaths paths, OpenApiVersion version) {
    this.service = service;
    this.paths = paths;
    this.version = version;
  }

  static ObjectNode write(ServiceDescription service, ServicePaths paths, OpenApiVersion version) {
    DocumentWriter writer =
        version == OpenApiVersion.V2
            ? new Swagger2Writer(service, paths)
            : new OpenApi3Writer(service, paths, version);
    return writer.document();
  }

  private ObjectNode document() {
    ObjectNode document = object();
    begin(document);
    document
        .putObject("info")
        .put("title", service.name())
        .put("description", "Scores requests with the model of the service.")
        .put("version", service.version());
    ObjectNode all = document.putObject("paths");
    if (!paths.router()) { // which answers for itself
      all.putObject(paths.health()).set("get", health());
    }
    all.putObject(paths.score()).set("post", score());
    all.putObject(paths.document()).set("get", swagger());
    addDefinitions(document, BodySchemas.of(service));
    return document;
  }

  /** What is sent behind the word Bearer. */
  final String credential() {
    return service.tokens()
        ? "A token (JWT), or a key where the service takes either."
        : "A key of the service.";
  }

  private ObjectNode health() {
    ObjectNode operation = operation("ServiceHealthCheck", "Tells whether the service can score.");
    addTextResponse(operation, "The service can score.");
    addError(operation, new ScoreError(503, "The service cannot score now.", true));
    return operation;
  }

  private ObjectNode score() {
    ObjectNode operation = operation("RunMLService", "Scores a request.");
    if (service.keyed()) {
      ArrayNode security = operation.putArray("security");
      security.addObject().putArray(SECURITY);
    }
    addBodies(operation);
    ScoreError.of(service, paths).forEach(error -> addError(operation, error));
    return operation;
  }

  private ObjectNode swagger() {
    ObjectNode operation = operation("GetSwagger", "Gives this document.");
    ObjectNode parameter =
        operation
            .putArray("parameters")
            .addObject()
            .put("name", "version")
            .put("in", "query")
            .put("description", "of the OpenAPI specification");
    ObjectNode type = typeOf(parameter).put("type", "string").put("default", "2");
    ArrayNode values = type.putArray("enum");
    for (OpenApiVersion known : OpenApiVersion.values()) {
      values.add(known.number());
    }
    addObjectResponse(operation, "The document.");
    addError(operation, new ScoreError(404, "There is no such version.", false));
    return operation;
  }

  private static ObjectNode operation(String id, String summary) {
    return object().put("operationId", id).put("summary", summary);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode responses(ObjectNode operation) {
    return operation.withObject("/responses");
  }

  /** A response of the operation. */
  static ObjectNode response(ObjectNode operation, int status, String description) {
    return responses(operation).putObject(Integer.toString(status)).put("description", description);
  }

  /** The number of the specification. */
  abstract void begin(ObjectNode document);

  /** The schemas, and how a key is sent where one is needed. */
  abstract void addDefinitions(ObjectNode document, ObjectNode schemas);

  /** Where the type of a parameter goes. */
  abstract ObjectNode typeOf(ObjectNode parameter);

  /** What is sent to be scored, and the answer. */
  abstract void addBodies(ObjectNode operation);

  abstract void addTextResponse(ObjectNode operation, String description);

  abstract void addObjectResponse(ObjectNode operation, String description);

  abstract void addError(ObjectNode operation, ScoreError error);
}

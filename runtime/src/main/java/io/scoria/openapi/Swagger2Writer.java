package io.scoria.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Swagger 2.0 (the OpenAPI Specification, version 2.0). */
final class Swagger2Writer extends DocumentWriter {
  Swagger2Writer(ServiceDescription service, ServicePaths paths) {
    super(service, paths, OpenApiVersion.V2);
  }

  @Override
  void begin(ObjectNode document) {
    document.put("swagger", version.specification());
    document.putArray("consumes").add(JSON);
    document.putArray("produces").add(JSON);
  }

  @Override
  void addDefinitions(ObjectNode document, ObjectNode schemas) {
    document.set("definitions", schemas);
    BodySchemas.example(service)
        .ifPresent(example -> schemas.withObject("/" + BodySchemas.INPUT).set("example", example));
    if (service.keyed()) { // it knows no bearer tokens, so the word goes into the value
      document
          .putObject("securityDefinitions")
          .putObject(SECURITY)
          .put("type", "apiKey")
          .put("name", "Authorization")
          .put("in", "header")
          .put(
              "description",
              service.tokens()
                  ? "The word Bearer, a space, and a token (JWT)"
                  : "The word Bearer, a space, and a key: Bearer abc123");
    }
  }

  @Override
  ObjectNode typeOf(ObjectNode parameter) {
    return parameter;
  }

  @Override
  void addBodies(ObjectNode operation) {
    operation
        .putArray("parameters")
        .addObject()
        .put("name", "serviceInputPayload")
        .put("in", "body")
        .put("description", "What is scored.")
        .put("required", true)
        .set("schema", reference(BodySchemas.INPUT));
    addTypes(operation, "consumes", service.model().filter(ScoredModel::takesBinary).isPresent());
    addTypes(operation, "produces", service.model().filter(ScoredModel::givesBinary).isPresent());
    response(operation, 200, "The score.").set("schema", reference(BodySchemas.OUTPUT));
  }

  private static void addTypes(ObjectNode operation, String name, boolean binary) {
    ArrayNode types = operation.putArray(name).add(JSON);
    if (binary) {
      types.add(BINARY);
    }
  }

  @Override
  void addTextResponse(ObjectNode operation, String description) {
    operation.putArray("produces").add(TEXT).add(JSON);
    response(operation, 200, description).putObject("schema").put("type", "string");
  }

  @Override
  void addObjectResponse(ObjectNode operation, String description) {
    response(operation, 200, description).putObject("schema").put("type", "object");
  }

  @Override
  void addError(ObjectNode operation, ScoreError error) {
    ObjectNode response = response(operation, error.status(), error.description());
    response.set("schema", reference(BodySchemas.ERROR));
    if (error.retries()) {
      response
          .putObject("headers")
          .putObject("Retry-After")
          .put("type", "integer")
          .put("description", "Seconds to wait before the next try.");
    }
  }

  private static ObjectNode reference(String schema) {
    return object().put("$ref", "#/definitions/" + schema);
  }
}

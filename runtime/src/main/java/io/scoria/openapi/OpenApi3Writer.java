package io.scoria.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** OpenAPI 3.0 and 3.1. */
final class OpenApi3Writer extends DocumentWriter {
  OpenApi3Writer(ServiceDescription service, ServicePaths paths, OpenApiVersion version) {
    super(service, paths, version);
  }

  @Override
  void begin(ObjectNode document) {
    document.put("openapi", version.specification());
  }

  @Override
  void addDefinitions(ObjectNode document, ObjectNode schemas) {
    ObjectNode components = document.putObject("components");
    components.set("schemas", schemas);
    if (service.keyed()) {
      ObjectNode scheme =
          components
              .putObject("securitySchemes")
              .putObject(SECURITY)
              .put("type", "http")
              .put("scheme", "bearer");
      if (service.tokens()) {
        scheme.put("bearerFormat", "JWT");
      }
      scheme.put("description", credential());
    }
  }

  @Override
  ObjectNode typeOf(ObjectNode parameter) {
    return parameter.putObject("schema");
  }

  @Override
  void addBodies(ObjectNode operation) {
    ObjectNode body =
        operation
            .putObject("requestBody")
            .put("description", "What is scored.")
            .put("required", true);
    ObjectNode sent = body.putObject("content");
    ObjectNode json = sent.putObject(JSON);
    json.set("schema", reference(BodySchemas.INPUT));
    BodySchemas.example(service).ifPresent(example -> json.set("example", example));
    if (service.model().filter(ScoredModel::takesBinary).isPresent()) {
      addBinary(sent);
    }
    ObjectNode answered = response(operation, 200, "The score.").putObject("content");
    answered.putObject(JSON).set("schema", reference(BodySchemas.OUTPUT));
    if (service.model().filter(ScoredModel::givesBinary).isPresent()) {
      addBinary(answered);
    }
  }

  /** In 3.1 what is no JSON needs no schema (section 4.8.14.3 of the specification). */
  private void addBinary(ObjectNode content) {
    ObjectNode type = content.putObject(BINARY);
    if (version == OpenApiVersion.V3) {
      type.putObject("schema").put("type", "string").put("format", "binary");
    }
  }

  @Override
  void addTextResponse(ObjectNode operation, String description) {
    addContent(response(operation, 200, description), TEXT, object().put("type", "string"));
  }

  @Override
  void addObjectResponse(ObjectNode operation, String description) {
    addContent(response(operation, 200, description), JSON, object().put("type", "object"));
  }

  @Override
  void addError(ObjectNode operation, ScoreError error) {
    ObjectNode response = response(operation, error.status(), error.description());
    addContent(response, JSON, reference(BodySchemas.ERROR));
    if (error.retries()) {
      response
          .putObject("headers")
          .putObject("Retry-After")
          .put("description", "Seconds to wait before the next try.")
          .putObject("schema")
          .put("type", "integer");
    }
  }

  private static void addContent(ObjectNode response, String type, ObjectNode schema) {
    response.putObject("content").putObject(type).set("schema", schema);
  }

  private static ObjectNode reference(String schema) {
    return object().put("$ref", "#/components/schemas/" + schema);
  }
}

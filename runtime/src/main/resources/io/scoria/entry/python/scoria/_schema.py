"""Schemas declared by the inference-schema package, where the script uses it, as OpenAPI."""
import json
import sys


def decorated(run):
    """True where run() has @input_schema or @output_schema."""
    schema = sys.modules.get("inference_schema.schema_util")
    return schema is not None and schema.is_schema_decorated(run)


def documents(run, name, version, prefix):
    """OpenAPI documents of versions 2, 3 and 3.1 as texts; empty where a version cannot say it."""
    schema = sys.modules["inference_schema.schema_util"]
    takes, gives = schema.get_input_schema(run), schema.get_output_schema(run)
    supported = getattr(schema, "get_supported_versions", lambda _: ["2.0", "3.0", "3.1"])(run)
    prefix = "/" + prefix.strip("/") if prefix.strip("/") else ""
    info = {"title": name, "description": "API specification for the Azure Machine Learning "
            "service " + name, "version": version}
    texts = []
    for wanted in ("2", "3", "3.1"):
        if wanted not in supported and wanted + ".0" not in supported:
            texts.append("")
        elif wanted == "2":
            texts.append(json.dumps(_version2(info, prefix, takes, gives)))
        else:
            number = "3.0.3" if wanted == "3" else "3.1.0"
            texts.append(json.dumps(_version3(number, info, prefix, takes, gives)))
    return texts


def _schemas(takes, gives):
    error = {"type": "object", "properties": {"message": {"type": "string"}}}
    return {"ServiceInput": takes, "ServiceOutput": gives, "ErrorResponse": error}


def _paths(prefix, score, text):
    health = {
        "operationId": "ServiceHealthCheck",
        "description": "Simple health check endpoint to ensure the service is up at any given "
                       "point.",
        "responses": {"200": text("If service is up and running, this response will be "
                                  "returned with the content 'Healthy'", "Healthy")},
    }
    return {prefix + "/": {"get": health}, prefix + "/score": {"post": score}}


def _version2(info, prefix, takes, gives):
    def text(description, example):
        return {"description": description, "schema": {"type": "string"},
                "examples": {"text/plain": example}}

    def of(name):
        return {"$ref": "#/definitions/" + name}

    score = {
        "operationId": "RunMLService",
        "description": "Run web service's model and get the prediction output",
        "security": [{"Bearer": []}],
        "parameters": [{"name": "serviceInputPayload", "in": "body", "required": True,
                        "description": "The input payload for executing the real-time machine "
                                       "learning service.",
                        "schema": of("ServiceInput")}],
        "responses": {
            "200": {"description": "The service processed the input correctly and provided a "
                                   "result prediction, if applicable.",
                    "schema": of("ServiceOutput")},
            "default": {"description": "The service failed to process the input due to an error.",
                        "schema": of("ErrorResponse")},
        },
    }
    bearer = {"type": "apiKey", "name": "Authorization", "in": "header",
              "description": "For example: Bearer abc123"}
    return {
        "swagger": "2.0", "info": info, "schemes": ["https"], "consumes": ["application/json"],
        "produces": ["application/json"], "securityDefinitions": {"Bearer": bearer},
        "paths": _paths(prefix, score, text), "definitions": _schemas(takes, gives),
    }


def _version3(number, info, prefix, takes, gives):
    def text(description, example):
        media = {"schema": {"type": "string"}, "examples": {"example": {"value": example}}}
        return {"description": description, "content": {"text/plain": media}}

    def of(name):
        return {"application/json": {"schema": {"$ref": "#/components/schemas/" + name}}}

    score = {
        "operationId": "RunMLService",
        "description": "Run web service's model and get the prediction output",
        "security": [{"Bearer": []}],
        "requestBody": {"content": of("ServiceInput"), "required": True},
        "responses": {
            "200": {"description": "The service processed the input correctly and provided a "
                                   "result prediction, if applicable.",
                    "content": of("ServiceOutput")},
            "default": {"description": "The service failed to process the input due to an error.",
                        "content": of("ErrorResponse")},
        },
    }
    bearer = {"type": "apiKey", "name": "Authorization", "in": "header",
              "description": "For example: Bearer abc123"}
    return {
        "openapi": number, "info": info, "paths": _paths(prefix, score, text),
        "components": {"schemas": _schemas(takes, gives), "securitySchemes": {"Bearer": bearer}},
    }

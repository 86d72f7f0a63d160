package io.scoria.openapi;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The versions of the specification that a service is described in. */
public enum OpenApiVersion {
  /** Swagger 2.0. */
  V2("2", "2.0"),
  /** OpenAPI 3.0. */
  V3("3", "3.0.3"),
  /** OpenAPI 3.1. */
  V3_1("3.1", "3.1.0");

  private final String number;
  private final String specification;

  OpenApiVersion(String number, String specification) {
    this.number = number;
    this.specification = specification;
  }

  /** As clients ask for it: {@code ?version=3.1}. */
  public String number() {
    return number;
  }

  /** The whole number of the specification, as a document of this version states it. */
  String specification() {
    return specification;
  }

  /** The version of that number; empty where there is none. */
  public static Optional<OpenApiVersion> of(String number) {
    return Arrays.stream(values()).filter(version -> version.number.equals(number)).findFirst();
  }

  /** All numbers, for people: {@code 2, 3, 3.1}. */
  public static String numbers() {
    return Arrays.stream(values()).map(OpenApiVersion::number).collect(Collectors.joining(", "));
  }
}

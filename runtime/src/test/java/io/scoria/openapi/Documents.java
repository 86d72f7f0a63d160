package io.scoria.openapi;

import io.scoria.codec.SampleBody;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.Signature;
import io.scoria.tensor.TensorSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Documents of services that are made up. */
final class Documents {
  private Documents() {}

  static TensorSpec spec(String name, ElementType type, long... dims) {
    return new TensorSpec(name, type, ShapeSpec.of(dims));
  }

  static Signature identity(ElementType type, long... dims) {
    return new Signature(List.of(spec("x", type, dims)), List.of(spec("y", type, dims)));
  }

  /** With the paths of a container at the root, and a key. */
  static String of(Signature signature, OpenApiVersion version) {
    return of(described(signature, true), ServicePaths.container(""), version);
  }

  static ServiceDescription described(Signature signature, boolean keyed) {
    ScoredModel model = new ScoredModel(signature, SampleBody.zeros(signature));
    return new ServiceDescription("a service", "1.0", keyed, Optional.of(model));
  }

  static String of(ServiceDescription service, ServicePaths paths, OpenApiVersion version) {
    byte[] document = JsonText.write(DocumentWriter.write(service, paths, version));
    return new String(document, StandardCharsets.UTF_8);
  }
}

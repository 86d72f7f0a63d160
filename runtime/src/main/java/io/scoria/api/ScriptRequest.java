package io.scoria.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that a script answers. Used by the thread that {@code run} is called on. */
public interface ScriptRequest {
  /** {@code POST} or {@code GET}. */
  String method();

  /** Without the query, as sent. */
  String path();

  /** The parameters of the query, decoded, in the order of their first coming. */
  Map<String, List<String>> parameters();

  /** The first value of the parameter. */
  default Optional<String> parameter(String name) {
    return parameters().getOrDefault(name, List.of()).stream().findFirst();
  }

  /** The first value of the header; names ignore case. Credentials are not shown to scripts. */
  Optional<String> header(String name);

  /** All headers; a look-up by a name ignores case. */
  Map<String, List<String>> headers();

  /** Under which the request stands in the logs, and in the answer's x-request-id. */
  String requestId();

  /** A copy of the body. */
  byte[] bytes();

  /**
   * The body as text in UTF-8.
   *
   * @throws BadRequestException if it is not UTF-8
   */
  String text();

  /**
   * The body as JSON: a {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code
   * Boolean}, {@code Long} (or {@code BigInteger}, if larger), {@code Double} or {@code null}. Maps
   * keep the order of the text.
   *
   * @throws BadRequestException if it is not JSON; the message says where
   */
  @Nullable Object json();

  /**
   * The body as the model's inputs, by their names: {@code {"data": ...}}, exactly as the server
   * takes it for the model without a script, and as fast.
   *
   * @throws BadRequestException if it does not fit the model; the message says where
   * @throws IllegalStateException if there is no model
   */
  Map<String, Tensor> tensors();
}

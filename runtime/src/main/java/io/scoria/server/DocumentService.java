package io.scoria.server;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.openapi.OpenApiDocuments;
import io.scoria.openapi.OpenApiVersion;
import io.scoria.pipeline.Replies;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers {@code GET /swagger.json?version=3}, version 2 where none is asked for.
 *
 * @param documents empty until there are any
 * @param pick the document of a version
 */
record DocumentService(
    Supplier<Optional<OpenApiDocuments>> documents,
    BiFunction<OpenApiDocuments, OpenApiVersion, ByteBuffer> pick)
    implements Function<RequestHead, Reply> {
  private static final int MAX_SHOWN = 64;
  private static final Refusal NOT_READY =
      new Refusal(Reason.NOT_READY, "There is no document before the model is loaded.");

  @Override
  public Reply apply(RequestHead head) {
    String asked = Query.of(head.target()).first("version").orElse(OpenApiVersion.V2.number());
    Optional<OpenApiVersion> version = OpenApiVersion.of(asked);
    if (version.isEmpty()) {
      return Replies.refused(new Refusal(Reason.NOT_FOUND, unknown(asked)));
    }
    return documents
        .get()
        .map(all -> new Reply(200, Reply.JSON, pick.apply(all, version.get()), null))
        .orElseGet(() -> Replies.refused(NOT_READY));
  }

  private static String unknown(String asked) {
    String shown = asked.length() <= MAX_SHOWN ? asked : asked.substring(0, MAX_SHOWN) + "...";
    return "There is no version '%s' of the document; there are %s."
        .formatted(shown, OpenApiVersion.numbers());
  }
}

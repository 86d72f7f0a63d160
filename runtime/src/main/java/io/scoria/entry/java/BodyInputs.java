package io.scoria.entry.java;

import io.scoria.api.Tensor;
import io.scoria.call.Servable;
import io.scoria.codec.BodyDecoder;
import io.scoria.codec.BodyDecoder.Decoded;
import io.scoria.codec.RequestDecoders;
import io.scoria.tensor.BufferPool;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** Decodes bodies as the inputs of the model beside the script. Thread-safe. */
final class BodyInputs {
  private final Optional<Servable> model;
  private final RequestDecoders decoders;

  BodyInputs(Optional<Servable> model, BufferPool pool) {
    this.model = model;
    decoders = new RequestDecoders(pool);
  }

  /** As {@link io.scoria.api.ScriptRequest#tensors}. */
  Map<String, Tensor> decode(ByteBuffer body) {
    Servable servable =
        model.orElseThrow(() -> new IllegalStateException("there is no model beside this script"));
    try (BodyDecoder decoder = decoders.open(servable.signature(), null)) {
      decoder.feed(body.duplicate());
      switch (decoder.finish()) {
        case Decoded.Rejected rejected -> throw new RefusedBodyException(rejected.refusal());
        case Decoded.Inputs decoded -> {
          try {
            return Tensors.copies(servable.signature().inputs(), decoded.tensors());
          } finally {
            io.scoria.tensor.Tensor.closeAll(decoded.tensors());
          }
        }
      }
    }
  }
}

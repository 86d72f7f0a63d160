package io.scoria.server;

import io.scoria.batch.BatchPolicy;
import io.scoria.batch.BatchedModel;
import io.scoria.call.Reply;
import io.scoria.codec.JsonObject;
import io.scoria.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells what is served and how it is run. */
final class ModelDescription {
  private ModelDescription() {}

  /** JSON for people and tools; of no model where none is loaded yet. */
  static Reply reply(Optional<BatchedModel> model) {
    var body =
        JsonObject.write(
            text -> text.putAll("models", model.stream().toList(), ModelDescription::describe));
    return new Reply(200, Reply.JSON, body, null);
  }

  private static void describe(JsonObject body, BatchedModel model) {
    BatchPolicy policy = model.policy();
    body.put("name", model.name())
        .putAll("inputs", model.signature().inputs(), ModelDescription::describe)
        .putAll("outputs", model.signature().outputs(), ModelDescription::describe)
        .put("decision", policy.reason())
        .put("batched", policy.batches())
        .put("maxTickRows", policy.maxTickRows())
        .put("maxTickCallRows", policy.maxTickCallRows())
        .put("maxBatchRows", policy.maxBatchRows())
        .put("instances", policy.instances())
        .put("intraOpThreads", policy.intraOpThreads())
        .put("capacity", model.capacity())
        .put("callsOnInstances", model.callsOnInstances())
        .putAll("calibratedNanosByRows", times(model.calibratedNanos()), ModelDescription::describe)
        .putAll("runNanosByRows", times(model.runNanos()), ModelDescription::describe)
        .putAll(
            "batchesByRows",
            model.batchSizes(),
            (entry, size) -> entry.put("rows", size.rows()).put("batches", size.batches()));
  }

  private record Time(long rows, long nanos) {}

  private static void describe(JsonObject body, Time time) {
    body.put("rows", time.rows()).put("nanos", time.nanos());
  }

  private static List<Time> times(List<Long> nanos) {
    List<Time> times = new ArrayList<>();
    for (int i = 0; i < nanos.size(); i++) {
      if (nanos.get(i) > 0) {
        times.add(new Time(1L << i, nanos.get(i)));
      }
    }
    return times;
  }

  private static void describe(JsonObject body, TensorSpec spec) {
    body.put("name", spec.name())
        .put("type", spec.type().toString())
        .put("shape", spec.shape().toString());
  }
}

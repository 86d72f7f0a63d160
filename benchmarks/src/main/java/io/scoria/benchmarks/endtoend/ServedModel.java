package io.scoria.benchmarks.endtoend;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Scoria says of the one model that it serves: {@code GET /admin/models}.
 *
 * @param decision how the model is run, and why
 * @param batches run so far
 */
record ServedModel(String decision, BatchCounts batches) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads the answer, of which what is not known is passed over.
   *
   * @throws IOException if it is not JSON, or tells no decision
   */
  static ServedModel parse(String text) throws IOException {
    String decision = null;
    SortedMap<Long, Long> batches = new TreeMap<>();
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
        if (isField(parser, "decision")) {
          decision = parser.nextTextValue();
        } else if (isField(parser, "batchesByRows")) {
          readBatches(parser, batches);
        }
      }
    }
    if (decision == null) {
      throw new IOException("the server does not tell how it runs its model: " + text);
    }
    return new ServedModel(decision, new BatchCounts(batches));
  }

  private static void readBatches(JsonParser parser, SortedMap<Long, Long> batches)
      throws IOException {
    long rows = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (isField(parser, "rows")) {
        rows = parser.nextLongValue(0);
      } else if (isField(parser, "batches")) {
        batches.put(rows, parser.nextLongValue(0));
      }
    }
  }

  private static boolean isField(JsonParser parser, String name) throws IOException {
    return parser.currentToken() == JsonToken.FIELD_NAME && name.equals(parser.currentName());
  }
}

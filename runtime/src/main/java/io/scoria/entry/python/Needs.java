package io.scoria.entry.python;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a worker told of its script when it was ready.
 *
 * @param bits what run() needs of a request, beside its body
 * @param batches true where the script has run_batch
 * @param description of the interpreter and the form of run(), for people
 * @param openApi the documents of versions 2, 3 and 3.1; empty where there is none
 */
record Needs(int bits, boolean batches, String description, List<String> openApi) {
  private static final int QUERY_OF_GET = 1;
  private static final int WHOLE_REQUEST = 2;
  private static final int HEADERS = 4;
  private static final int CONTENT_TYPE = 8;

  /** Reads the payload of READY. */
  static Needs read(ByteBuffer payload) {
    int bits = payload.get();
    boolean batches = payload.get() != 0;
    List<String> texts = Texts.decode(payload);
    return new Needs(bits, batches, texts.getFirst(), List.copyOf(texts.subList(1, 4)));
  }

  boolean wholeRequest() {
    return (bits & WHOLE_REQUEST) != 0;
  }

  boolean queryOf(String method) {
    return wholeRequest() || ((bits & QUERY_OF_GET) != 0 && method.equals("GET"));
  }

  boolean headers() {
    return (bits & HEADERS) != 0;
  }

  boolean contentType() {
    return (bits & CONTENT_TYPE) != 0;
  }
}

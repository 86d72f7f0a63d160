package io.scoria.entry.python;

import io.scoria.call.BodyStream;
import io.scoria.call.Header;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.Timing;
import io.scoria.entry.ScriptOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes outcomes of the answers of workers. */
final class AnswerReader {
  private AnswerReader() {}

  /** {@code {"result": 3}} of a run. */
  static ScriptOutcome json(ByteBuffer payload) {
    long runNanos = payload.getLong();
    ByteBuffer body = payload.slice();
    return new ScriptOutcome.Answered(
        new Reply(200, Reply.JSON, body, null, List.of(), Timing.run(runNanos), null));
  }

  /**
   * A reply with a status, headers and a body.
   *
   * @param stream the rest of the body; null where it is whole
   */
  static ScriptOutcome answer(ByteBuffer payload, @Nullable BodyStream stream) {
    long runNanos = payload.getLong();
    int status = Short.toUnsignedInt(payload.getShort());
    byte[] head = Texts.bytes(payload, payload.getInt());
    String[] lines = new String(head, StandardCharsets.ISO_8859_1).split("\n", -1);
    List<Header> headers = new ArrayList<>(lines.length - 1);
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.add(new Header(lines[i].substring(0, colon), lines[i].substring(colon + 1)));
    }
    return new ScriptOutcome.Answered(
        new Reply(status, lines[0], payload.slice(), null, headers, Timing.run(runNanos), stream));
  }

  static ScriptOutcome refused(ByteBuffer payload) throws IOException {
    int status = Short.toUnsignedInt(payload.getShort());
    Reason reason =
        switch (status) {
          case 400 -> Reason.INVALID_REQUEST;
          case 415 -> Reason.UNSUPPORTED_MEDIA_TYPE;
          default -> throw new IOException("a worker refused a call with " + status);
        };
    String message = Texts.text(payload, payload.remaining());
    return new ScriptOutcome.Refused(new Refusal(reason, message));
  }
}

package io.scoria.server;

import io.scoria.call.Header;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.call.Timing;
import io.scoria.codec.JsonObject;
import io.scoria.log.LogLevels;
import io.scoria.log.ServerLog;
import io.scoria.pipeline.Replies;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Shows the last lines of the log and the levels of its loggers, and changes those. */
record LogAdmin(ServerLog log) {
  private static final String LOGGER = "logger";
  private static final String LEVEL = "level";
  private static final int MAX_DIGITS = 9;

  private static final List<Header> NOT_STORED = List.of(new Header("cache-control", "no-store"));

  /** The last lines: as many as {@code tail} says, of the start only with {@code init=true}. */
  Reply tail(RequestHead head) {
    Query query = Query.of(head.target());
    String count = query.first("tail").orElse(String.valueOf(ServerLog.KEPT_LINES));
    String init = query.first("init").orElse("false");
    if (!count.matches("[0-9]{1," + MAX_DIGITS + "}")) {
      return refused("\"tail\" must be a number of lines, such as tail=100.");
    }
    if (!List.of("true", "false").contains(init)) {
      return refused("\"init\" must be true or false.");
    }
    int most = Integer.parseInt(count);
    return text(init.equals("true") ? log.tailOfStart(most) : log.tail(most));
  }

  private static Reply refused(String why) {
    return Replies.refused(new Refusal(Reason.INVALID_REQUEST, why));
  }

  private static Reply text(List<byte[]> lines) {
    ByteBuffer body = ByteBuffer.allocate(lines.stream().mapToInt(it -> it.length).sum());
    lines.forEach(body::put);
    return new Reply(200, Reply.TEXT, body.flip(), null, NOT_STORED, Timing.NOT_RUN, null);
  }

  /** All loggers, and what has been lost of the log. */
  Reply loggers() {
    ByteBuffer body =
        JsonObject.write(all ->
            all.put("droppedLines", log.dropped())
                .put("requestsLeftOut", log.requestsLeftOut())
                .putAll(
                    "loggers",
                    log.levels().all(),
                    (it, known) ->
                        it.put(LOGGER, known.name())
                            .put(LEVEL, known.level())
                            .put("own", known.own())));
    return new Reply(200, Reply.JSON, body, null, NOT_STORED, Timing.NOT_RUN, null);
  }

  /** Sets the level of the logger that the body names; with none, to that of its parent. */
  Reply setLevel(AdminBody body) throws RefusedException {
    body.requireOnly(List.of(LOGGER, LEVEL));
    Optional<String> name = body.text(LOGGER);
    if (name.isEmpty() || !log.levels().set(name.get(), body.text(LEVEL))) {
      throw new RefusedException(
          Reason.INVALID_REQUEST,
          "\"logger\" must be one of those that GET shows here, and \"level\" one of "
              + String.join(", ", LogLevels.LEVELS)
              + ", or left out for that of its parent.");
    }
    return loggers();
  }
}

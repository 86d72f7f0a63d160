package io.scoria.server;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.pipeline.Replies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What those ask who run the server. Answers 200 where all of its checks pass, else 503; with
 * {@code ?verbose} a line for each. Thread-safe; never blocks.
 *
 * @param path where it is asked
 * @param passed the answer where all checks pass
 * @param failed what does not hold where one does not, without a full stop
 * @param trusted those who are told why; others only learn whether
 */
record Probe(
    String path, String passed, String failed, List<Check> checks, Predicate<RequestHead> trusted) {
  private static final String VERBOSE = "verbose";

  Reply answer(RequestHead head) {
    List<Check.Finding> findings = checks.stream().map(Check::look).toList();
    Optional<String> problem =
        findings.stream().flatMap(finding -> finding.problem().stream()).findFirst();
    boolean told = trusted.test(head);
    if (told && Query.of(head.target()).first(VERBOSE).isPresent()) {
      return list(findings, problem.isEmpty());
    }
    return problem.map(why -> refused(told ? ": " + why : "")).orElseGet(() -> text(passed, null));
  }

  private Reply list(List<Check.Finding> findings, boolean pass) {
    List<String> lines = new ArrayList<>(findings.stream().map(Check.Finding::line).toList());
    lines.add(path.substring(1) + " check " + (pass ? "passed" : "failed"));
    return text(String.join("\n", lines) + "\n", pass ? null : Reason.NOT_READY);
  }

  private Reply refused(String why) {
    return Replies.refused(new Refusal(Reason.NOT_READY, failed + why + "."));
  }

  private static Reply text(String text, @Nullable Reason refusal) {
    int status = refusal == null ? 200 : refusal.status();
    ByteBuffer body = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    return new Reply(status, Reply.TEXT, body, refusal);
  }
}

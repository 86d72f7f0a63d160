package io.scoria.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.scoria.call.LogText;
import io.scoria.call.Reason;
import io.scoria.call.RequestIdentity;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineFormatTest {
  private static final long SEED = 20260711;
  private static final int ROUNDS = 300;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final LineFormat json = new JsonFormat("7");
  private final LineFormat text = new TextFormat();
  private final LineFormat azureMl = new AzureMlFormat(32726);
  private final SplittableRandom random = new SplittableRandom(SEED);

  private JsonNode json(LogEntry entry) throws JsonProcessingException {
    String line = Entries.line(json, entry);
    assertThat(line.indexOf('\n')).as(line).isEqualTo(line.length() - 1);
    line.substring(0, line.length() - 1)
        .codePoints()
        .forEach(point -> assertThat(LogText.isPrintable(point)).as("%x", point).isTrue());
    return JSON.readTree(line);
  }

  /** Any UTF-16, halves of pairs among it, with much of what is special. */
  private String anyText() {
    StringBuilder any = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      switch (random.nextInt(5)) {
        case 0 -> any.append((char) random.nextInt(0x10000));
        case 1 -> any.append((char) random.nextInt(0xd800, 0xe000));
        case 2 ->
            any.append(
                "\"\\\n\r\t\b\f\u0000\u001b\u007f\u0085\u2028\u202e{}".charAt(random.nextInt(15)));
        case 3 -> any.appendCodePoint(random.nextInt(0x110000));
        default -> any.append((char) random.nextInt(' ', 0x7f));
      }
    }
    return any.toString();
  }

  /** As UTF-8 has it: there is none for half of a pair. */
  private static String paired(String any) {
    StringBuilder paired = new StringBuilder();
    any.codePoints()
        .forEach(
            point -> paired.appendCodePoint(point >= 0xd800 && point < 0xe000 ? 0xfffd : point));
    return paired.toString();
  }

  @Test
  void anyTextGivesOneLineThatIsOneObjectAndHoldsIt() throws JsonProcessingException {
    for (int i = 0; i < ROUNDS; i++) {
      String one = anyText();
      String two = anyText();
      JsonNode event = json(Entries.event(one, new IllegalStateException(two)));
      assertThat(event.path("message").textValue()).isEqualTo(paired(one));
      assertThat(event.path("error.type").textValue()).isEqualTo("java.lang.IllegalStateException");
      RequestIdentity identity = new RequestIdentity(one, two, null);
      JsonNode request = json(Entries.request(one, "/" + one.replaceAll("[?#]", ""), identity));
      assertThat(request.path("requestId").textValue()).isEqualTo(paired(one));
      assertThat(request.path("clientRequestId").textValue()).isEqualTo(paired(two));
      assertThat(request.path("method").textValue()).isEqualTo(paired(one));
      assertThat(json(new LogEntry.Notice(1, two, List.of(one))).path("thread").textValue())
          .isEqualTo(paired(two));
    }
  }

  @Test
  void anyTextIsOneLineForPeople() {
    for (int i = 0; i < ROUNDS; i++) {
      String one = anyText();
      for (LineFormat format : List.of(text, azureMl)) {
        assertOneRecord(Entries.line(format, Entries.event(one, null)), false);
        assertOneRecord(Entries.line(format, Entries.event(one, nested(one))), true);
        RequestIdentity identity = new RequestIdentity(one, one, one);
        assertOneRecord(Entries.line(format, Entries.request(one, one, identity)), false);
      }
    }
  }

  private static Throwable nested(String message) {
    Exception outer = new IllegalStateException(message, new Exception(message));
    outer.addSuppressed(new Exception(message));
    return outer;
  }

  /** A line that begins with a time, and under it at most lines that begin with a tab. */
  private static void assertOneRecord(String printed, boolean trace) {
    String[] lines = printed.split("\n", -1);
    assertThat(lines[0]).matches("\\d{4}-\\d\\d-\\d\\d[T ].*");
    assertThat(lines[lines.length - 1]).isEmpty();
    for (int i = 1; i < lines.length - 1; i++) {
      assertThat(lines[i]).as(printed).startsWith("\t");
    }
    assertThat(lines.length > 2).isEqualTo(trace);
    String without = printed.replace("\n", "").replace("\n\t", "").replace("\t", "");
    assertThat(without.codePoints().allMatch(LogText::isPrintable)).as(printed).isTrue();
  }

  @Test
  void aRequestIsToldWithAllThatIsKnownOfIt() throws JsonProcessingException {
    JsonNode told = json(Entries.request("POST", "/score?key=secret", Entries.IDENTITY));
    assertThat(told)
        .isEqualTo(
            JSON.readTree(
                """
                {"timestamp": "2022-12-24T07:37:53.318Z", "level": "INFO",
                 "logger": "io.scoria.request", "thread": "scoring-0",
                 "message": "POST /score 200", "requestId": "an-id",
                 "clientRequestId": "of-client", "traceId": "0af7651916cd43dd8448eb211c80319c",
                 "method": "POST", "path": "/score", "protocol": "HTTP/1.1", "status": 200,
                 "durationMs": 12.925, "queueMs": 0.022, "computeMs": 1.234, "decodeMs": 0.011,
                 "encodeMs": 0.033, "batchRows": 8, "requestBytes": 50, "responseBytes": 33,
                 "version": "7", "client": "127.0.0.1"}
                """));
  }

  @Test
  void whatIsNotKnownOfARequestIsLeftOut() throws JsonProcessingException {
    JsonNode told = json(Entries.refused(Reason.OVERLOADED));
    assertThat(told.path("reason").textValue()).isEqualTo("overloaded");
    assertThat(told.path("level").textValue()).isEqualTo("WARN");
    assertThat(told.path("clientGone").booleanValue()).isTrue();
    assertThat(told.properties())
        .extracting(java.util.Map.Entry::getKey)
        .doesNotContain("queueMs", "computeMs", "decodeMs", "encodeMs", "batchRows");
  }

  @Test
  void theOriginalsLinesAreAsItWroteThem() {
    assertThat(Entries.line(azureMl, Entries.request("POST", "/score?a=b", Entries.IDENTITY)))
        .isEqualTo("2022-12-24 07:37:53,318 I [32726] azmlinfsrv - POST /score 200 12.925ms 33\n");
    assertThat(Entries.line(azureMl, Entries.event("script.print", "Initializing", null)))
        .isEqualTo("2022-12-24 07:37:53,318 W [32726] azmlinfsrv.print - Initializing\n");
    assertThat(Entries.line(azureMl, Entries.event("script.my.part", "hello", null)))
        .isEqualTo("2022-12-24 07:37:53,318 W [32726] my.part - hello\n");
    assertThat(Entries.line(azureMl, Entries.event("hello", null)))
        .isEqualTo("2022-12-24 07:37:53,318 W [32726] azmlinfsrv - hello\n");
  }

  @Test
  void linesForPeopleTellWhatMatters() {
    assertThat(Entries.line(text, Entries.event("hello\nyou", null)))
        .isEqualTo("2022-12-24T07:37:53.318Z WARN  Any [main] an-id hello\\nyou\n");
    assertThat(Entries.line(text, Entries.request("POST", "/score?a=b", Entries.IDENTITY)))
        .isEqualTo(
            "2022-12-24T07:37:53.318Z INFO  request [scoring-0] an-id POST /score 200 12.925ms"
                + " queue=0.022ms compute=1.234ms batch=8 in=50 out=33 client=127.0.0.1\n");
    assertThat(Entries.line(text, Entries.refused(Reason.OVERLOADED)))
        .contains("POST /score 503 0.001ms reason=overloaded client-gone in=50");
    assertThat(Entries.line(text, new LogEntry.Notice(1, "main", List.of("READY a", "curl\t'\\'"))))
        .isEqualTo("READY a\ncurl\t'\\'\n");
  }

  @Test
  void aPathIsToldWithoutWhatMayBeASecret() {
    assertThat(RequestText.path("/score?key=a")).isEqualTo("/score");
    assertThat(RequestText.path("/score#a?b")).isEqualTo("/score");
    assertThat(RequestText.path("http://me:secret@host/score?a")).isEqualTo("/score");
    assertThat(RequestText.path("http://me:secret@host")).isEqualTo("/");
    assertThat(RequestText.path("/a?u=http://b/c")).isEqualTo("/a");
    assertThat(RequestText.path("/a://me:secret@b/c")).isEqualTo("/a://me:secret@b/c");
    assertThat(RequestText.path("")).isEmpty();
    assertThat(RequestText.path("/" + "a".repeat(5000))).hasSize(1003).endsWith("...");
  }

  @Test
  void aTraceIsBoundedAndEndsWhereItRepeats() {
    Exception deep = new Exception("0");
    for (int i = 1; i < 10_000; i++) {
      deep = new Exception("x".repeat(100) + i, deep);
    }
    assertThat(StackText.of(deep)).hasSizeLessThan(80_000);
    Exception one = new Exception("one");
    Exception two = new Exception("two", one);
    one.initCause(two);
    assertThat(StackText.of(one)).contains("\n\tCaused by: java.lang.Exception: two", "\tat ");
  }
}

package io.scoria.entry.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scoria.call.Reason;
import io.scoria.entry.ScriptInitException;
import io.scoria.entry.ScriptLoadException;
import io.scoria.entry.ScriptOutcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts in Java, loaded and called as the server does it, with the model iris beside them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaScriptIT {
  private static final String SAMPLE = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
  private static final String PASS_ON = "return context.model().run(request.tensors());";

  private ServedModel iris;

  @BeforeAll
  void loadTheModel() throws Exception {
    iris = ServedModel.load("iris");
  }

  @AfterAll
  void closeTheModel() throws Exception {
    iris.close();
  }

  private RunningScript running(Path folder, String runBody) throws Exception {
    return RunningScript.start(ScriptFiles.running(folder, runBody), iris);
  }

  private static String body(ScriptOutcome outcome) {
    assertThat(outcome).isInstanceOf(ScriptOutcome.Answered.class);
    var bytes = ((ScriptOutcome.Answered) outcome).reply().body();
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }

  @Test
  void aScriptThatPassesOnAnswersAsTheModelDoes(@TempDir Path folder) throws Exception {
    JsonNode expected =
        new ObjectMapper()
            .readTree(Files.readString(iris.folder().resolve("golden/000.expected.json")));
    try (RunningScript script = running(folder, PASS_ON)) {
      ScriptOutcome outcome = script.call(SAMPLE);
      JsonNode found = new ObjectMapper().readTree(body(outcome));
      assertThat(found.get("result").get(0).get(0).floatValue())
          .isCloseTo(expected.get("result").get(0).get(0).floatValue(), offset(1e-5f));
      var reply = ((ScriptOutcome.Answered) outcome).reply();
      assertThat(reply.runNanos()).isPositive();
      assertThat(reply.contentType()).isEqualTo("application/json");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          return null;                                           | null
          return "text";                                         | "text"
          return List.of(1, true);                               | [1,true]
          return Map.of("a", new float[] {1.5f});                | {"a":[1.5]}
          record P(int x) {} return new P(3);                    | {"x":3}
          return Tensor.of(new float[][] {{1, 2}, {3, 4}});      | [[1.0,2.0],[3.0,4.0]]
          return Map.of("x", Tensor.of(new long[] {7}));         | {"result":[7]}
          return request.json();                                 | {"data":[[5.1,3.4,1.5,0.2]]}
          return request.method() + request.path();              | "POST/score"
          return request.parameter("q").orElse("");              | "a b"
          return request.header("X-THIS").orElse("");            | "that"
          return request.requestId();                            | "id-1"
          return context.model().inputs().toString();            | "[features: float [rows, 4]]"
          return context.variables().get("COLOUR");              | "red"
          return context.serviceName();                          | "ml-service"
          return ScriptResponse.text("plain").withStatus(201);   | plain
          return Stream.of("a", "b").iterator();                 | a
          """)
  void whatIsReturnedIsTheAnswer(String runBody, String expected, @TempDir Path folder)
      throws Exception {
    try (RunningScript script = running(folder, runBody)) {
      assertThat(body(script.call(SAMPLE))).isEqualTo(expected);
    }
  }

  @Test
  void aResponseSetsStatusHeadersAndType(@TempDir Path folder) throws Exception {
    String run =
        "return ScriptResponse.bytes(new byte[] {1}, \"image/png\").withStatus(418).withHeader(\"X-A\","
            + " \"b\");";
    try (RunningScript script = running(folder, run)) {
      var reply = ((ScriptOutcome.Answered) script.call(SAMPLE)).reply();
      assertThat(reply.status()).isEqualTo(418);
      assertThat(reply.contentType()).isEqualTo("image/png");
      assertThat(reply.headers()).hasToString("[Header[name=X-A, value=b]]");
    }
  }

  @Test
  void aStreamIsSentPieceByPieceAndClosedAtItsEnd(@TempDir Path folder) throws Exception {
    String run =
        "return Stream.of(\"one\", \"\", \"two\").onClose(() -> context.metrics().counter(\"c\").add());";
    try (RunningScript script = running(folder, run)) {
      var reply = ((ScriptOutcome.Answered) script.call(SAMPLE)).reply();
      assertThat(reply.contentType()).startsWith("text/plain");
      var stream = reply.stream();
      assertThat(stream).isNotNull();
      assertThat(RunningScript.rest(stream)).isEqualTo("two");
      stream.close();
      stream.close();
    }
  }

  @Test
  void aBodyThatTheModelCannotTakeIsTheClientsFault(@TempDir Path folder) throws Exception {
    try (RunningScript script = running(folder, PASS_ON)) {
      var reply = ((ScriptOutcome.Answered) script.call("{\"data\": [[1, 2]]}")).reply();
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.refusal()).isEqualTo(Reason.WRONG_SHAPE);
    }
  }

  @Test
  void aScriptRefusesARequestWithAStatusOfItsOwn(@TempDir Path folder) throws Exception {
    try (RunningScript script =
        running(folder, "throw new BadRequestException(422, \"no \\\"face\\\" in it\");")) {
      ScriptOutcome outcome = script.call(SAMPLE);
      assertThat(body(outcome)).isEqualTo("{\"message\":\"no \\\"face\\\" in it\"}");
      assertThat(((ScriptOutcome.Answered) outcome).reply().status()).isEqualTo(422);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          throw new IllegalStateException("a secret");
          throw new OutOfMemoryError("made up");
          return request.hashCode() == 1 ? 1 : run(request);
          return new Thread();
          return Double.NaN;
          return context.model().run(Tensor.of(new float[1][3]));
          return context.model().run(Map.of("other", Tensor.of(new float[1][4])));
          return context.model().run(Tensor.of(new long[4], 1, 4));
          """)
  void whateverGoesWrongFailsTheCallAlone(String runBody, @TempDir Path folder) throws Exception {
    String once = "if (request.text().isEmpty()) { return 1; } " + runBody;
    try (RunningScript script = running(folder, once)) {
      assertThat(script.call(SAMPLE)).isEqualTo(new ScriptOutcome.Failed());
      assertThat(body(script.call(""))).isEqualTo("1");
    }
  }

  @Test
  void aCallIsEndedAtItsDeadlineAndItsThreadInterrupted(@TempDir Path folder) throws Exception {
    String run =
        "try { Thread.sleep(60_000); } catch (InterruptedException e) {"
            + " System.setProperty(\"scoria.it.interrupted\", request.requestId()); } return 1;";
    try (RunningScript script = running(folder, run)) {
      ScriptOutcome outcome = script.submit(SAMPLE, 50).outcome().get();
      assertThat(outcome).isInstanceOf(ScriptOutcome.Refused.class);
      assertThat(((ScriptOutcome.Refused) outcome).refusal().reason())
          .isEqualTo(Reason.DEADLINE_EXCEEDED);
      script.awaitIdle();
      assertThat(System.clearProperty("scoria.it.interrupted")).isEqualTo("id-1");
    }
  }

  @Test
  void aRunThatTakesTooLongTimesOut(@TempDir Path folder) throws Exception {
    Path file = ScriptFiles.running(folder, "Thread.sleep(60_000); return 1;");
    try (RunningScript script = RunningScript.start(file, iris, 30, OptionalInt.empty())) {
      assertThat(script.call(SAMPLE)).isEqualTo(new ScriptOutcome.TimedOut(30));
    }
  }

  @Test
  void anAbandonedCallIsInterrupted(@TempDir Path folder) throws Exception {
    try (RunningScript script = running(folder, "Thread.sleep(60_000); return 1;")) {
      var submitted = script.submit(SAMPLE, 60_000);
      submitted.call().end(new ScriptOutcome.Abandoned());
      script.awaitIdle();
      assertThat(submitted.outcome().get()).isEqualTo(new ScriptOutcome.Abandoned());
    }
  }

  /** It would hold the only place for ever. */
  @Test
  void aScriptThatIgnoresInterruptsIsCountedAndBlocksNobody(@TempDir Path folder) throws Exception {
    String run =
        "if (request.text().equals(\"quick\")) { return 1; } while"
            + " (!Boolean.getBoolean(\"scoria.it.stop\")) { try { Thread.sleep(5); } catch"
            + " (InterruptedException e) { } } return 2;";
    Path file = ScriptFiles.running(folder, run);
    try (RunningScript script = RunningScript.start(file, iris, 60_000, OptionalInt.of(1))) {
      var stuck = script.submit("slow", 20);
      var waiting = script.submit("quick", 60_000);
      assertThat(stuck.outcome().get()).isInstanceOf(ScriptOutcome.Refused.class);
      assertThat(body(waiting.outcome().get())).isEqualTo("1");
      assertThat(script.script().overdueRuns()).isEqualTo(1);
      System.setProperty("scoria.it.stop", "true");
      script.awaitIdle();
    } finally {
      System.clearProperty("scoria.it.stop");
    }
  }

  @Test
  void callsWaitForTheirPlaceInTheOrderOfTheirComing(@TempDir Path folder) throws Exception {
    String run =
        "context.metrics(); if (request.text().equals(\"first\")) { while"
            + " (!Boolean.getBoolean(\"scoria.it.go\")) { Thread.sleep(1); } } return"
            + " Score.count.incrementAndGet();";
    Path file =
        ScriptFiles.source(
            folder,
            "static final java.util.concurrent.atomic.AtomicInteger count = new"
                + " java.util.concurrent.atomic.AtomicInteger(); public Object run(ScriptRequest"
                + " request) throws Exception { "
                + run
                + " }");
    try (RunningScript script = RunningScript.start(file, iris, 60_000, OptionalInt.of(1))) {
      var first = script.submit("first", 60_000);
      var second = script.submit("", 60_000);
      var expiring = script.submit("", 30);
      var third = script.submit("", 60_000);
      assertThat(expiring.outcome().get()).isInstanceOf(ScriptOutcome.Refused.class);
      System.setProperty("scoria.it.go", "true");
      assertThat(body(first.outcome().get())).isEqualTo("1");
      assertThat(body(second.outcome().get())).isEqualTo("2");
      assertThat(body(third.outcome().get())).isEqualTo("3");
    } finally {
      System.clearProperty("scoria.it.go");
    }
  }

  @Test
  void manyCallsAtOnceAreJoinedIntoBatches(@TempDir Path folder) throws Exception {
    int calls = 2000;
    try (RunningScript script = running(folder, PASS_ON)) {
      long before = iris.batches();
      List<CompletableFuture<ScriptOutcome>> outcomes =
          IntStream.range(0, calls).mapToObj(_ -> script.submit(SAMPLE, 60_000).outcome()).toList();
      String expected = body(script.call(SAMPLE));
      for (var outcome : outcomes) {
        assertThat(body(outcome.get()).substring(0, 15)).isEqualTo(expected.substring(0, 15));
      }
      assertThat(iris.batches() - before).isLessThan(calls);
    }
  }

  @Test
  void whenInitFailsTheFolderIsShown(@TempDir Path folder) throws Exception {
    Path file =
        ScriptFiles.file(
            folder,
            """
            public class Score implements io.scoria.api.EntryScript {
              public void init(io.scoria.api.ScriptContext c) throws Exception {
                throw new java.io.FileNotFoundException("labels.csv");
              }
              public Object run(io.scoria.api.ScriptRequest r) { return 1; }
            }
            """);
    List<String> progress = new CopyOnWriteArrayList<>();
    assertThatExceptionOfType(ScriptInitException.class)
        .isThrownBy(() -> RunningScript.start(file, iris, progress::add))
        .withMessageContaining("init failed: java.io.FileNotFoundException: labels.csv");
    assertThat(String.join("\n", progress))
        .contains(
            "at Score.init(Score.java:3)", "AZUREML_MODEL_DIR is", "  model.onnx", "  golden/");
  }

  @Test
  void aScriptThatIsNotThereIsSaid(@TempDir Path folder) {
    assertThatExceptionOfType(ScriptLoadException.class)
        .isThrownBy(() -> RunningScript.start(folder.resolve("Score.java"), iris))
        .withMessageContaining("Score.java is not a file");
  }

  private static final String IN_JAR =
      "public class %s implements io.scoria.api.EntryScript { public Object"
          + " run(io.scoria.api.ScriptRequest r) { return \"%s\"; } }";

  @Test
  void aJarNamesItsScriptOrHasButOne(@TempDir Path one, @TempDir Path named) throws Exception {
    Path only = ScriptFiles.jar(one, Map.of("A.java", IN_JAR.formatted("A", "a")), Map.of());
    try (RunningScript script = RunningScript.start(only, iris)) {
      assertThat(body(script.call(""))).isEqualTo("\"a\"");
    }
    Map<String, String> two =
        Map.of("A.java", IN_JAR.formatted("A", "a"), "B.java", IN_JAR.formatted("B", "b"));
    Path jar = ScriptFiles.jar(named, two, Map.of(ScriptJar.ATTRIBUTE, "B"));
    try (RunningScript script = RunningScript.start(jar, iris)) {
      assertThat(body(script.call(""))).isEqualTo("\"b\"");
    }
  }

  @Test
  void aJarOfTwoScriptsOrOfNoneIsRefused(@TempDir Path both, @TempDir Path none) throws Exception {
    Map<String, String> two =
        Map.of("A.java", IN_JAR.formatted("A", "a"), "B.java", IN_JAR.formatted("B", "b"));
    Path jar = ScriptFiles.jar(both, two, Map.of());
    assertThatExceptionOfType(ScriptLoadException.class)
        .isThrownBy(() -> RunningScript.start(jar, iris))
        .withMessageContaining("has 2 classes that implement");
    Path missing = ScriptFiles.jar(none, Map.of(), Map.of(ScriptJar.ATTRIBUTE, "Gone"));
    assertThatExceptionOfType(ScriptLoadException.class)
        .isThrownBy(() -> RunningScript.start(missing, iris))
        .withMessageContaining("has no class Gone");
  }

  @Test
  void theSampleScriptTellsTheLanguageOfATextAsItsGoldenAnswersHaveIt() throws Exception {
    ObjectMapper json = new ObjectMapper();
    try (ServedModel language = ServedModel.load("language-java");
        RunningScript script =
            RunningScript.start(language.folder().resolve("Score.java"), language)) {
      for (String number : List.of("000", "001", "002")) {
        Path golden = language.folder().resolve("golden");
        JsonNode expected = json.readTree(golden.resolve(number + ".expected.json").toFile());
        String request = Files.readString(golden.resolve(number + ".request.json"));
        JsonNode found = json.readTree(body(script.call(request)));
        assertThat(found.get("result")).hasSameSizeAs(expected.get("result"));
        for (int i = 0; i < expected.get("result").size(); i++) {
          JsonNode right = expected.get("result").get(i);
          JsonNode answer = found.get("result").get(i);
          assertThat(answer.get("language")).isEqualTo(right.get("language"));
          assertThat(answer.get("probability").asDouble())
              .isCloseTo(right.get("probability").asDouble(), offset(2e-4));
        }
      }
      assertThat(((ScriptOutcome.Answered) script.call("{}")).reply().status()).isEqualTo(400);
    }
  }
}

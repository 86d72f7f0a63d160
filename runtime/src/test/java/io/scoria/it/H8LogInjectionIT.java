package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.Layout;
import io.scoria.engine.Engine;
import io.scoria.engine.Footprint;
import io.scoria.engine.ModelLoadException;
import io.scoria.engine.RunControl;
import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.log.ConsoleLog;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** What a client puts into a path, a header or an id splits no response and forges no log line. */
@ExtendWith(NoNettyLeaks.class)
class H8LogInjectionIT {
  private static final List<String> TEXTS =
      List.of(
          "a\r\nX-Injected: 1",
          "a\nX-Injected: 1",
          "a\rX-Injected: 1",
          "a%0d%0aX-Injected:%201",
          "a%0D%0A%0D%0AHTTP/1.1%20200%20OK",
          "a\u0085X-Injected: 1",
          "a\u2028X-Injected: 1",
          "a\u2029X-Injected: 1",
          "a\u560d\u560aX-Injected: 1", // whose low bytes are CR and LF
          "\u001b[2J\u001b]0;owned\u0007",
          "a\u009b31m",
          "{\"level\":\"ERROR\",\"message\":\"forged\"}",
          "a\n{\"level\":\"ERROR\",\"message\":\"forged\"}",
          "a\n2026-01-01T00:00:00.000Z ERROR Forged [main] forged",
          "${jndi:ldap://127.0.0.1/forged}",
          "%msg%n%d forged {}",
          "a\\nforged",
          "\u202eforged");
  private static final Set<String> HEADERS =
      Set.of(
          "content-type",
          "content-length",
          "connection",
          "x-request-id",
          "x-ms-request-id",
          "x-ms-client-request-id",
          "x-ms-server-version",
          "x-ms-run-function-failed",
          "x-ms-run-fn-exec-ms",
          "traceid",
          "traceparent",
          "allow",
          "accept-encoding",
          "www-authenticate",
          "retry-after");

  private final Records records = new Records();

  /** What the server logs, above all of it. */
  private static final class Records extends AppenderBase<ILoggingEvent> {
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(Level.INFO)) { // what a server logs by default
        events.add(event);
      }
    }
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @BeforeEach
  void listen() {
    records.start();
    root().addAppender(records);
  }

  @AfterEach
  void stopListening() {
    root().detachAppender(records);
  }

  private static List<byte[]> attacks() {
    List<byte[]> attacks = new ArrayList<>();
    for (String text : TEXTS) {
      for (String request :
          List.of(
              "GET /" + text + " HTTP/1.1\r\nHost: t\r\n",
              "GET /?q=" + text + " HTTP/1.1\r\nHost: t\r\n",
              "GET /api/v1/service/" + text + "/score HTTP/1.1\r\nHost: t\r\n",
              text + " / HTTP/1.1\r\nHost: t\r\n",
              "GET / HTTP/1.1\r\nHost: " + text + "\r\n",
              "GET / HTTP/1.1\r\nHost: t\r\nX-Request-Id: " + text + "\r\n",
              "GET / HTTP/1.1\r\nHost: t\r\nX-Ms-Request-Id: " + text + "\r\n",
              "GET / HTTP/1.1\r\nHost: t\r\nX-Ms-Client-Request-Id: " + text + "\r\n",
              "GET / HTTP/1.1\r\nHost: t\r\nTraceId: " + text + "\r\n",
              "GET / HTTP/1.1\r\nHost: t\r\nTraceparent: " + text + "\r\n",
              "GET / HTTP/1.1\r\nHost: t\r\nOrigin: " + text + "\r\n",
              "POST /score HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nContent-Type: "
                  + text
                  + "\r\n",
              "POST /score HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nAccept: " + text + "\r\n",
              "POST /score HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nAuthorization: Bearer "
                  + text
                  + "\r\n",
              "POST /score HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nX-Scoring-Timeout-Ms: "
                  + text
                  + "\r\n",
              "POST /score HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nExpect: " + text + "\r\n",
              "POST /score HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nContent-Encoding: "
                  + text
                  + "\r\n")) {
        String whole = request + "Connection: close\r\n\r\n{";
        attacks.add(whole.getBytes(StandardCharsets.UTF_8));
        attacks.add(lowBytes(whole));
      }
    }
    return attacks;
  }

  /** As a program writes that keeps the low byte of each character alone. */
  private static byte[] lowBytes(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  @Test
  void noResponseHasAHeaderThatAClientWrote() {
    try (TestServer server = TestServer.serving(TestData.model("iris"))) {
      records.events.clear();
      for (byte[] attack : attacks()) {
        try (RawClient client = server.connect()) {
          String answer = client.send(attack).readToEnd();
          assertOneResponse(answer);
        }
      }
      assertThat(records.events).isEmpty(); // what a client does wrong is no event of the server's
    }
  }

  private static void assertOneResponse(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 ");
    int end = answer.indexOf("\r\n\r\n");
    List<String> lines = List.of(answer.substring(0, end).split("\r\n", -1));
    for (String line : lines.subList(1, lines.size())) {
      String name = line.substring(0, line.indexOf(':'));
      assertThat(name.toLowerCase(Locale.ROOT)).as(answer).isIn(HEADERS);
      assertThat(line.chars().allMatch(c -> c >= ' ' && c != 0x7f)).as(answer).isTrue();
    }
    String body = answer.substring(end + 4);
    assertThat(body)
        .as(answer)
        .doesNotContain("HTTP/1.1 2", "\n")
        .matches(text -> text.length() < 1000);
    assertThat(body.chars().allMatch(c -> c >= ' ')).as(answer).isTrue();
  }

  @Test
  void anEventIsOneRecordWhateverItsRequestSays() {
    AtomicReference<String> said = new AtomicReference<>("");
    try (TestServer server = failing(said).start()) {
      for (String text : TEXTS) {
        for (boolean blamed : new boolean[] {true, false}) {
          records.events.clear();
          said.set((blamed ? "blamed " : "bug ") + text);
          try (RawClient client = server.connect()) {
            String id = "id " + text.replaceAll("[^ -~]", "?");
            String request =
                PacedEngine.request("[[1]]").replace("Host", "X-Request-Id: " + id + "\r\nHost");
            assertThat(client.send(request).read().status()).isEqualTo(blamed ? 400 : 500);
          }
          assertThat(records.events).hasSize(1);
          ILoggingEvent event = records.events.getFirst();
          assertOneLine(event.getFormattedMessage());
          assertOneRecord(layout().doLayout(event));
        }
      }
    }
  }

  /** The layout of the server's own log. */
  private static Layout<ILoggingEvent> layout() {
    return ConsoleLog.layout(root().getLoggerContext());
  }

  private static void assertOneLine(String text) {
    assertThat(
            text.chars()
                .allMatch(c ->
                    c >= ' '
                        && c != 0x7f
                        && !Character.isISOControl(c)
                        && c != 0x2028
                        && c != 0x2029))
        .as(text)
        .isTrue();
  }

  /** A line with a time, and under it at most the lines of a trace, which begin with a tab. */
  private static void assertOneRecord(String printed) {
    String[] lines = printed.split("\n", -1);
    assertThat(lines[0]).matches("\\d{4}-\\d\\d-\\d\\dT.*");
    for (int i = 1; i < lines.length - 1; i++) {
      assertThat(lines[i]).as(printed).startsWith("\t");
      assertOneLine(lines[i].substring(lines[i].lastIndexOf('\t') + 1));
    }
    assertThat(lines[lines.length - 1]).isEmpty();
  }

  /** A server of an engine that fails with what is said. */
  private static TestServer.Settings failing(AtomicReference<String> said) {
    PacedEngine engine = new PacedEngine(0);
    return engine.serving(1).engine(new FailingEngine(engine, said));
  }

  /** As a model does that names what it could not read. */
  private record FailingEngine(Engine engine, AtomicReference<String> said) implements Engine {
    @Override
    public String description() {
      return engine.description();
    }

    @Override
    public Footprint footprint(Path model) throws ModelLoadException {
      return engine.footprint(model);
    }

    @Override
    public Session load(Path model, int threads) throws ModelLoadException {
      Session session = engine.load(model, threads);
      return new Session() {
        @Override
        public Signature signature() {
          return session.signature();
        }

        @Override
        public boolean timeFollowsFromShapes() {
          return false;
        }

        @Override
        public List<Tensor> run(List<Tensor> inputs, @Nullable RunControl control)
            throws RunException {
          String message = said.get();
          if (message.isEmpty()) {
            return session.run(inputs, control);
          }
          throw new RunException(
              message.startsWith("blamed"), "", new IllegalArgumentException(message));
        }

        @Override
        public void close() {
          session.close();
        }
      };
    }
  }
}

package io.scoria.transport;

import static io.scoria.transport.Wire.headerValues;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of a request, and how its response tells them. */
final class IdentityHeadersTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String UUID =
      "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

  private final Wire wire = new Wire();

  @AfterEach
  void close() {
    wire.close();
  }

  @Test
  void anIdThatWasMadeIsAUuidAndAnotherOneEachTime() {
    String first = headerValues(wire.post(), "x-request-id").getFirst();
    assertThat(first).matches(UUID).isEqualTo(wire.identity().requestId());
    assertThat(headerValues(wire.post(), "x-request-id").getFirst())
        .matches(UUID)
        .isNotEqualTo(first);
    assertThat(wire.identity().clientRequestId()).isNull();
    assertThat(wire.identity().traceparent()).isNull();
  }

  @Test
  void theServiceIsToldWhatTheResponseTells() {
    String parent = "traceparent: 00-" + TRACE + "-" + PARENT + "-01";
    String response = wire.post("X-Request-Id: a b", "x-ms-request-id: B", "TraceId: t", parent);
    assertThat(wire.identity().requestId()).isEqualTo("a b");
    assertThat(wire.identity().clientRequestId()).isEqualTo("B");
    assertThat(headerValues(response, "traceparent"))
        .containsExactly(wire.identity().traceparent());
    assertThat(headerValues(response, "traceid")).containsExactly("t");
  }

  @Test
  void nothingIsLeftOfTheRequestBefore() {
    wire.post("x-request-id: A", "x-ms-client-request-id: C", "TraceId: t");
    String response = wire.post();
    assertThat(headerValues(response, "x-request-id").getFirst()).matches(UUID);
    assertThat(response).doesNotContain("client-request-id", "traceid");
    wire.post("x-request-id: A");
    assertThat(wire.send("GET /\n")).startsWith("HTTP/1.1 400").doesNotContain(": A\r\n");
  }

  @Test
  void aRequestThatIsRefusedByItsHeadKeepsItsName() {
    String response = wire.send("GET / HTTP/1.1\r\nx-request-id: A\r\n\r\n");
    assertThat(response).startsWith("HTTP/1.1 400").contains("Host");
    assertThat(headerValues(response, "x-request-id")).containsExactly("A");
  }

  @Test
  void anEmptyIdIsNoneAndOfSeveralTheFirstCounts() {
    String response =
        wire.post("x-request-id: ", "x-ms-client-request-id: C", "x-ms-client-request-id: D");
    assertThat(headerValues(response, "x-request-id").getFirst()).matches(UUID);
    assertThat(headerValues(response, "x-ms-client-request-id")).containsExactly("C");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-request-id", "x-ms-request-id", "x-ms-client-request-id", "traceid"})
  void anIdHasAHundredCharactersAtMost(String name) {
    String most = "i".repeat(100);
    String taken = wire.post(name + ": " + most);
    assertThat(taken).startsWith("HTTP/1.1 200 OK");
    assertThat(headerValues(taken, name)).containsExactly(most);
    String response = wire.post(name + ": " + most + "i", "x-request-id: good");
    assertThat(response)
        .startsWith("HTTP/1.1 431 ")
        .contains("The header " + name + " has more than the 100 characters");
    assertThat(response).doesNotContain(most + "i").contains("\"code\":\"headers_too_large\"");
    assertThat(headerValues(response, "x-ms-request-id")).hasSize(1);
    assertThat(wire.post()).startsWith("HTTP/1.1 200 OK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\tb", "\u00e9", "\u009b31m", "a\u0085b"})
  void anIdThatIsNotPrintableIsRefusedAndNotRepeated(String id) {
    String response = wire.post("x-request-id: " + id);
    assertThat(response).startsWith("HTTP/1.1 400 ").contains("The header x-request-id");
    assertThat(headerValues(response, "x-request-id").getFirst()).matches(UUID);
  }

  @ParameterizedTest
  @CsvSource({
    "00, '', 01, 01",
    "00, '', 00, 00",
    "00, '', 03, 03",
    "00, '', ff, 03",
    "cc, -more, 01, 01",
    "01, '', 09, 01"
  })
  void aTraceIsContinued(String version, String more, String flags, String sent) {
    String parent = version + "-" + TRACE + "-" + PARENT + "-" + flags + more;
    String response = wire.post("traceparent: " + parent, "tracestate: a=b");
    String continued = headerValues(response, "traceparent").getFirst();
    assertThat(continued).matches("00-" + TRACE + "-[0-9a-f]{16}-" + sent).doesNotContain(PARENT);
    assertThat(wire.identity().traceparent()).isEqualTo(continued);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-" + TRACE + "-" + PARENT,
        "00-" + TRACE + "-" + PARENT + "-1",
        "00-" + TRACE + "-" + PARENT + "-01-more",
        "00-" + TRACE + "-" + PARENT + "-01 x",
        "cc-" + TRACE + "-" + PARENT + "-01more",
        "ff-" + TRACE + "-" + PARENT + "-01",
        "0g-" + TRACE + "-" + PARENT + "-01",
        "00-" + TRACE + "-" + PARENT + "-0G",
        "00-00000000000000000000000000000000-" + PARENT + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + PARENT + "-01",
        "00-" + TRACE + "-00F067AA0BA902B7-01",
        "00_" + TRACE + "-" + PARENT + "-01",
        "00-" + TRACE + "_" + PARENT + "-01",
        "00-" + TRACE + "-" + PARENT + "_01"
      })
  void aTraceThatIsNoneIsNotContinued(String parent) {
    String response = wire.post("traceparent: " + parent);
    assertThat(response).startsWith("HTTP/1.1 200 OK").doesNotContain("traceparent");
    assertThat(wire.identity().traceparent()).isNull();
  }

  @Test
  void twoTracesAreNone() {
    String parent = "traceparent: 00-" + TRACE + "-" + PARENT + "-01";
    assertThat(wire.post(parent, parent)).doesNotContain("traceparent");
  }
}

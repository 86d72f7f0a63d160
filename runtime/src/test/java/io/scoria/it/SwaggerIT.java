package io.scoria.it;

import static io.scoria.it.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.Authenticator;
import io.scoria.auth.Keys;
import io.scoria.config.ServeConfig;
import io.scoria.config.ServiceConfig;
import io.scoria.openapi.Validators;
import io.scoria.server.Access;
import io.scoria.server.ScoriaServer;
import io.scoria.tensor.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents that a server gives of itself hold for what it answers. */
@ExtendWith(NoNettyLeaks.class)
class SwaggerIT {
  private static final List<String> VERSIONS = List.of("2", "3", "3.1");

  /** Of which the runtime's Java binding makes no input. */
  private static final Set<ElementType> NOT_INPUTS =
      Set.of(ElementType.UINT16, ElementType.UINT32, ElementType.UINT64);

  @TempDir private Path folder = Path.of("");

  private static Response get(int port, String target) {
    try (RawClient client = new RawClient(port)) {
      return client.send("GET " + target + " HTTP/1.1\r\nHost: t\r\n\r\n").read();
    }
  }

  private static String document(int port, String target) {
    Response response = get(port, target);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("content-type")).isEqualTo("application/json");
    return response.text();
  }

  static Stream<TinyModel> models() {
    return Stream.concat(
        Stream.of(ElementType.values())
            .filter(type -> !NOT_INPUTS.contains(type))
            .map(type -> TinyModel.identity(type, "rows", "2")),
        Stream.of(
            TinyModel.identity(ElementType.DOUBLE),
            TinyModel.identity(ElementType.INT64, "2", "?", "1", "n"),
            TinyModel.identity(ElementType.FLOAT, TinyModel.UNRANKED),
            new TinyModel(16)
                .input("a \"b\"", ElementType.FLOAT, "rows", "2")
                .input("größe/c", ElementType.STRING, "rows")
                .node("Identity", List.of("a \"b\""), List.of("y:0"))
                .node("Identity", List.of("größe/c"), List.of("日本"))
                .output("y:0", ElementType.FLOAT, "rows", "2")
                .output("日本", ElementType.STRING, "rows")));
  }

  @ParameterizedTest
  @MethodSource("models")
  void theExampleIsAnsweredAndTheAnswerFitsItsSchema(TinyModel model) {
    assertHolds(model.writeTo(folder.resolve("model")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iris", "digits"})
  void soItIsWithTheSampleModels(String name) {
    assertHolds(TestData.model(name));
  }

  private static void assertHolds(Path model) {
    try (TestServer server = TestServer.serving(model)) {
      for (String version : VERSIONS) {
        String document = document(server.port(), "/swagger.json?version=" + version);
        assertThat(Validators.problems(document)).isEmpty();
        Response answer = server.score(Validators.example(document));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(Validators.misfits(document, "ServiceOutput", answer.text())).isEmpty();
        Response refused = server.score("{\"data\": null}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(Validators.misfits(document, "ErrorResponse", refused.text())).isEmpty();
      }
    }
  }

  @Test
  void withoutAVersionItIsSwagger2AndNeedsNoKey() {
    TestServer.Settings settings = TestServer.configure(TestData.model("iris"));
    try (TestServer server = settings.keys(new Keys("the-primary", "the-secondary")).start()) {
      String document = document(server.port(), "/swagger.json");
      assertThat(document).contains("\"swagger\":\"2.0\"", "\"Bearer\"", "[[5.1,3.4,1.5,0.2]]");
      assertThat(document).isEqualTo(document(server.port(), "/swagger.json?version=2"));
    }
  }

  @Test
  void aVersionThatThereIsNotIs404AndTellsThoseThatThereAre() {
    try (TestServer server = TestServer.serving(TestData.model("iris"))) {
      for (String version : List.of("4", "", "2.0", "%3Cscript%3E", "3".repeat(200))) {
        Response response = get(server.port(), "/swagger.json?version=" + version);
        assertRefused(response, 404, "not_found").contains("2, 3, 3.1").hasSizeLessThan(200);
      }
    }
  }

  @Test
  void theRouterAndThePrefixHaveTheirOwnPaths() throws Exception {
    ServeConfig config =
        withService(
            TestServer.configure(TestData.model("iris")).config(0),
            new ServiceConfig("größe", "", "/prefix", "7", Optional.empty(), List.of()));
    ScoriaServer server = ScoriaServer.start(config, Access.of(Authenticator.NONE), line -> {});
    try {
      String router = "/api/v1/service/gr%C3%B6%C3%9Fe";
      for (String version : VERSIONS) {
        String query = "/swagger.json?version=" + version;
        String prefixed = document(server.port(), "/prefix" + query);
        assertThat(prefixed).contains("\"/prefix/score\"", "\"größe\"", "\"7\"");
        assertThat(prefixed).isEqualTo(document(server.port(), query));
        String routed = document(server.port(), router + query);
        assertThat(routed).contains("\"" + router + "/score\"", "\"502\"");
        assertThat(Validators.problems(routed)).isEmpty();
      }
    } finally {
      server.stop();
    }
  }

  private static ServeConfig withService(ServeConfig config, ServiceConfig service) {
    return new ServeConfig(
        config.model(),
        config.script(),
        service,
        config.scoring(),
        config.management(),
        config.health(),
        config.auth(),
        config.tls(),
        config.limits(),
        config.codec(),
        config.execution(),
        config.drain(),
        config.memory(),
        config.stateFolder(),
        config.log());
  }

  @Test
  void aUsersDocumentBesideTheModelWins() throws IOException {
    Path model = TinyModel.identity(ElementType.FLOAT, "2").writeTo(folder.resolve("model"));
    Files.writeString(model.resolve("swagger2.json"), "{ \"mine\": true }");
    try (TestServer server = TestServer.serving(model)) {
      assertThat(document(server.port(), "/swagger.json")).isEqualTo("{ \"mine\": true }");
      assertThat(document(server.port(), "/swagger.json?version=3")).contains("ServiceInput");
    }
  }

  @Test
  void aUsersDocumentThatIsNoJsonIsNamedAndNothingIsServed() throws IOException {
    Path model = TinyModel.identity(ElementType.FLOAT, "2").writeTo(folder.resolve("model"));
    Path file = Files.writeString(model.resolve("swagger3.json"), "{\n  \"openapi\": 3.0.1\n}");
    try (ServerProcess server = ServerProcess.in(folder).serve(model)) {
      assertThat(server.exitStatus()).isEqualTo(1);
      assertThat(server.stderr()).hasSize(1);
      assertThat(server.stderr().getFirst())
          .startsWith("scoria: ")
          .contains(file.toString(), "not JSON", "line 2");
    }
  }

  @Test
  void aGoldenRequestIsTheExampleWhereThereIsNoSampleRequest() throws IOException {
    Path model =
        TinyModel.identity(ElementType.FLOAT, "rows", "2").writeTo(folder.resolve("model"));
    Path golden = Files.createDirectory(model.resolve("golden"));
    Files.writeString(golden.resolve("001.request.json"), "{\"data\": [[8, 9]]}");
    Files.writeString(golden.resolve("000.request.json"), "{\"data\": [[3.25, 4], [5, 6]]}\n");
    Files.writeString(golden.resolve("000.expected.json"), "{\"result\": [[3.25, 4], [5, 6]]}");
    assertThat(exampleOf(model)).isEqualTo("{\"data\":[[3.25,4],[5,6]]}");
    Files.writeString(model.resolve("sample-request.json"), "{\"data\": [[7, 7]]}");
    assertThat(exampleOf(model)).isEqualTo("{\"data\":[[7,7]]}");
  }

  private static String exampleOf(Path model) {
    try (TestServer server = TestServer.serving(model)) {
      return Validators.example(document(server.port(), "/swagger.json"));
    }
  }
}

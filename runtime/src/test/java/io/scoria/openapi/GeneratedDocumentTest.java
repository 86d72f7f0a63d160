package io.scoria.openapi;

import static io.scoria.openapi.Documents.described;
import static io.scoria.openapi.Documents.identity;
import static io.scoria.openapi.Documents.spec;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.Signature;
import io.scoria.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents written from a signature, as independent validators see them. */
class GeneratedDocumentTest {
  private static final long FREE = ShapeSpec.FREE;

  static List<Signature> signatures() {
    List<Signature> all = new ArrayList<>();
    for (ElementType type : ElementType.values()) {
      all.add(identity(type));
      all.add(identity(type, FREE));
      all.add(identity(type, FREE, 3));
      all.add(identity(type, 2, FREE, 3));
      all.add(identity(type, 2, 1, FREE, FREE));
    }
    all.add(identity(ElementType.FLOAT, FREE, 0, 2));
    TensorSpec any = new TensorSpec("any", ElementType.FLOAT, ShapeSpec.ANY);
    all.add(new Signature(List.of(any), List.of(any)));
    all.add(new Signature(List.of(), List.of(spec("constant", ElementType.INT64, 2))));
    all.add(new Signature(oddNames(), oddNames()));
    return all;
  }

  private static List<TensorSpec> oddNames() {
    return Stream.of("a \"b\" \\ c", "a/b~c:0", "größe 日本", "$ref", "{x}", "#/definitions", "a.b")
        .map(name -> spec(name, ElementType.FLOAT, FREE, 2))
        .toList();
  }

  static Stream<Arguments> documents() {
    return signatures().stream()
        .flatMap(signature ->
            Stream.of(OpenApiVersion.values()).map(version -> Arguments.of(version, signature)));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void aValidatorOfTheVersionFindsNothingWrong(OpenApiVersion version, Signature signature) {
    assertThat(Validators.problems(Documents.of(signature, version))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void theExampleFitsTheSchemaOfTheRequest(OpenApiVersion version, Signature signature) {
    String document = Documents.of(signature, version);
    assertThat(Validators.misfits(document, "ServiceInput", Validators.example(document)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyReferenceLeadsToASchema(OpenApiVersion version, Signature signature) {
    JsonNode document = Validators.read(Documents.of(signature, version));
    List<String> references =
        document.at("/paths").findValues("$ref").stream()
            .filter(JsonNode::isTextual) // one of the models has an input of that name
            .map(JsonNode::asText)
            .toList();
    assertThat(references).isNotEmpty();
    assertThat(references).allMatch(to -> document.at(to.substring(1)).isObject());
  }

  @ParameterizedTest
  @EnumSource
  void aServiceOfAnEntryScriptIsValidToo(OpenApiVersion version) {
    for (ServicePaths paths :
        List.of(ServicePaths.container("/prefix"), ServicePaths.router("größe {x}/\" y"))) {
      ServiceDescription script = new ServiceDescription("s", "2", false, Optional.empty());
      String document = Documents.of(script, paths, version);
      assertThat(Validators.problems(document)).isEmpty();
      assertThat(Validators.misfits(document, "ServiceInput", "\"whatever\"")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2,   '"info":',        '"nofo":'
          2,   '"title":',       '"titel":'
          2,   '"in":"body"',    '"in":"bodi"'
          2,   '"description":"The score."', '"summary":"The score."'
          2,   '#/definitions/ServiceOutput', '#/definitions/Nothing'
          2,   '"type":"apiKey"','"type":"bearer"'
          3,   '"title":',       '"titel":'
          3,   '"in":"query"',   '"in":"body"'
          3,   '"description":"The score."', '"summary":"The score."'
          3,   '#/components/schemas/ServiceOutput', '#/components/schemas/Nothing'
          3,   '"type":"http"',  '"type":"bearer"'
          3.1, '"title":',       '"titel":'
          3.1, '"in":"query"',   '"in":"body"'
          3.1, '#/components/schemas/ServiceOutput', '#/components/schemas/Nothing'
          3.1, '"type":"http"',  '"type":"bearer"'
          """)
  void theValidatorWouldFindWhatIsWrong(String version, String right, String wrong) {
    String document =
        Documents.of(
            identity(ElementType.FLOAT, FREE, 4), OpenApiVersion.of(version).orElseThrow());
    assertThat(document).contains(right);
    assertThat(Validators.problems(document.replace(right, wrong))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          FLOAT,    1.5,                  'true'
          DOUBLE,   1e300,                '"1.5"'
          FLOAT16,  1.5,                  '[1.5]'
          BFLOAT16, 1.5,                  'null'
          INT8,     -128,                 '128'
          INT16,    32767,                '32768'
          INT32,    -5,                   '1.5'
          INT64,    9007199254740993,     'true'
          UINT8,    255,                  '256'
          UINT16,   65535,                '-1'
          UINT32,   4294967295,           '4294967296'
          UINT64,   18446744073709551615, '-1'
          BOOL,     false,                '0'
          STRING,   '"text"',             '5'
          """)
  void aSchemaTakesWhatTheTypeHoldsAndNothingElse(ElementType type, String right, String wrong) {
    for (OpenApiVersion version : OpenApiVersion.values()) {
      String document = Documents.of(identity(type), version);
      assertThat(misfitsOfData(document, right)).isEmpty();
      assertThat(misfitsOfData(document, wrong)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void fixedDimensionsAreKeptAndFreeOnesOpen(OpenApiVersion version) {
    String document = Documents.of(identity(ElementType.INT64, FREE, 2), version);
    assertThat(misfitsOfData(document, "[]")).isEmpty();
    assertThat(misfitsOfData(document, "[[1, 2]]")).isEmpty();
    assertThat(misfitsOfData(document, "[[1, 2], [3, 4], [5, 6]]")).isEmpty();
    assertThat(misfitsOfData(document, "[[1]]")).isNotEmpty();
    assertThat(misfitsOfData(document, "[[1, 2, 3]]")).isNotEmpty();
    assertThat(misfitsOfData(document, "[[[1, 2]]]")).isNotEmpty();
  }

  private static List<String> misfitsOfData(String document, String value) {
    return Validators.misfits(document, "ServiceInput", "{\"data\": " + value + "}");
  }

  @ParameterizedTest
  @EnumSource
  void aKeyIsAskedForWhereOneIsNeeded(OpenApiVersion version) {
    Signature signature = identity(ElementType.FLOAT, FREE, 4);
    ServicePaths paths = ServicePaths.container("");
    JsonNode keyed = Validators.read(Documents.of(described(signature, true), paths, version));
    JsonNode open = Validators.read(Documents.of(described(signature, false), paths, version));
    assertThat(keyed.at("/paths/~1score/post/security/0/Bearer").isArray()).isTrue();
    assertThat(statuses(keyed, "/score"))
        .containsExactly("200", "400", "401", "413", "415", "500", "503", "504");
    assertThat(open.toString()).doesNotContain("Bearer", "security");
    assertThat(statuses(open, "/score"))
        .containsExactly("200", "400", "413", "415", "500", "503", "504");
  }

  @ParameterizedTest
  @EnumSource
  void theRouterHasItsOwnPathsAndStatus(OpenApiVersion version) {
    ServicePaths router = ServicePaths.router("ML service");
    JsonNode document =
        Validators.read(
            Documents.of(described(identity(ElementType.FLOAT, 4), true), router, version));
    String base = "/api/v1/service/ML%20service";
    assertThat(document.at("/paths").fieldNames())
        .toIterable()
        .containsExactly(base + "/score", base + "/swagger.json");
    assertThat(statuses(document, base + "/score")).contains("502").doesNotContain("500");
  }

  private static Set<String> statuses(JsonNode document, String path) {
    Set<String> statuses = new TreeSet<>();
    document
        .at("/paths")
        .path(path)
        .at("/post/responses")
        .fieldNames()
        .forEachRemaining(statuses::add);
    return statuses;
  }

  @ParameterizedTest
  @EnumSource
  void theBinaryFormIsShownWhereTheModelTakesIt(OpenApiVersion version) {
    String binary = "application/octet-stream";
    assertThat(Documents.of(identity(ElementType.FLOAT, FREE, 4), version)).contains(binary);
    assertThat(Documents.of(identity(ElementType.STRING, FREE, 4), version)).doesNotContain(binary);
    Signature two =
        new Signature(
            List.of(spec("a", ElementType.FLOAT, 1), spec("b", ElementType.FLOAT, 1)),
            List.of(spec("s", ElementType.STRING, 1)));
    assertThat(Documents.of(two, version)).doesNotContain(binary);
  }

  @Test
  void theExampleKeepsItsDigits() {
    Signature signature = identity(ElementType.DOUBLE, FREE);
    ScoredModel model = new ScoredModel(signature, "{\"data\": [0.10000000000000000001, 1.50]}");
    ServiceDescription service = new ServiceDescription("s", "1", false, Optional.of(model));
    for (OpenApiVersion version : OpenApiVersion.values()) {
      assertThat(Documents.of(service, ServicePaths.container(""), version))
          .contains("{\"data\":[0.10000000000000000001,1.50]}");
    }
  }

  @Test
  void aSampleThatNobodyWouldReadIsLeftOut() {
    Signature signature = identity(ElementType.FLOAT, 1, 3, 224, 224);
    for (OpenApiVersion version : OpenApiVersion.values()) {
      assertThat(Documents.of(signature, version))
          .hasSizeLessThan(16_000)
          .doesNotContain("example");
    }
  }
}

package io.scoria.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scoria.tensor.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose document is shown: the user's, the entry script's, or the one that was written. */
class OpenApiDocumentsTest {
  private static final String USERS = "{\"by\": \"user\", \"paths\": {\"/p/score\": 1, \"/x\": 2}}";

  @TempDir private Path folder = Path.of("");
  @TempDir private Path second = Path.of("");

  private static OpenApiDocuments documents(
      Function<OpenApiVersion, Optional<String>> script, OwnDocuments own)
      throws InvalidDocumentException {
    return OpenApiDocuments.of(
        Documents.described(Documents.identity(ElementType.FLOAT, 2), false),
        ServicePaths.container("/p"),
        ServicePaths.router("name"),
        script,
        own);
  }

  private static Optional<String> noScript(OpenApiVersion version) {
    return Optional.empty();
  }

  private OwnDocuments own() throws InvalidDocumentException {
    return OwnDocuments.read(List.of(folder, second));
  }

  private static String container(OpenApiDocuments documents, OpenApiVersion version) {
    return UTF_8.decode(documents.container(version)).toString();
  }

  private static String router(OpenApiDocuments documents, OpenApiVersion version) {
    return UTF_8.decode(documents.router(version)).toString();
  }

  @Test
  void whereNobodyGaveOneItIsWritten() throws InvalidDocumentException {
    OpenApiDocuments written = documents(OpenApiDocumentsTest::noScript, own());
    assertThat(container(written, OpenApiVersion.V2)).contains("\"/p/score\"", "\"2.0\"");
    assertThat(router(written, OpenApiVersion.V3)).contains("\"/api/v1/service/name/score\"");
    assertThat(container(written, OpenApiVersion.V3_1)).contains("\"3.1.0\"");
  }

  @Test
  void aUsersDocumentWinsOverTheScripts() throws Exception {
    Files.writeString(folder.resolve("swagger2.json"), USERS);
    OpenApiDocuments documents = documents(version -> Optional.of("{\"by\": \"script\"}"), own());
    assertThat(container(documents, OpenApiVersion.V2)).isEqualTo(USERS);
    assertThat(container(documents, OpenApiVersion.V3)).isEqualTo("{\"by\": \"script\"}");
  }

  @Test
  void theRoutersPathsReplaceTheContainersInAUsersDocument() throws Exception {
    Files.writeString(folder.resolve("swagger2.json"), USERS);
    assertThat(router(documents(OpenApiDocumentsTest::noScript, own()), OpenApiVersion.V2))
        .isEqualTo("{\"by\":\"user\",\"paths\":{\"/api/v1/service/name/score\":1,\"/x\":2}}");
  }

  @Test
  void theFirstFolderWins() throws Exception {
    Files.writeString(folder.resolve("swagger3.json"), "{\"in\": \"first\"}");
    Files.writeString(second.resolve("swagger3.json"), "{\"in\": \"second\"}");
    Files.writeString(second.resolve("swagger2.json"), "{\"in\": \"second\"}");
    OpenApiDocuments documents = documents(OpenApiDocumentsTest::noScript, own());
    assertThat(container(documents, OpenApiVersion.V3)).contains("first");
    assertThat(container(documents, OpenApiVersion.V2)).contains("second");
  }

  @ParameterizedTest
  @CsvSource({"3.0.1, false", "3.1.0, true", "3.1.1, true"})
  void aUsersSwagger3IsVersion31WhereItSaysSo(String stated, boolean isNewest) throws Exception {
    Files.writeString(folder.resolve("swagger3.json"), "{\"openapi\": \"" + stated + "\"}");
    OpenApiDocuments documents = documents(OpenApiDocumentsTest::noScript, own());
    assertThat(container(documents, OpenApiVersion.V3)).contains(stated);
    assertThat(container(documents, OpenApiVersion.V3_1).contains("ServiceInput"))
        .isEqualTo(!isNewest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "swagger: 2.0", "[]", "{\"a\": 1", "{} {}", "null"})
  void aUsersFileThatIsNoJsonObjectIsNamed(String text) throws IOException {
    for (String name : List.of("swagger2.json", "swagger3.json")) {
      Path file = Files.writeString(folder.resolve(name), text);
      assertThatThrownBy(this::own)
          .isInstanceOf(InvalidDocumentException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("OpenAPI document is expected");
      Files.delete(file);
    }
  }

  @Test
  void aUsersFileThatCannotBeReadIsNamed() throws IOException {
    Path file = Files.createDirectory(folder.resolve("swagger2.json"));
    assertThatThrownBy(this::own)
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aScriptsDocumentThatIsNoJsonIsToldOf() {
    assertThatThrownBy(() -> documents(version -> Optional.of("no"), OwnDocuments.NONE))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("entry script")
        .hasMessageContaining("version 2");
  }
}

package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Service;
import io.scoria.config.ServiceConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RoutesTest {
  private static final Service SERVICE =
      head -> new Service.Opening.Refused(new Refusal(Reason.NOT_READY, ""));

  private static Routes of(String name, String prefix) {
    return Routes.of(new ServiceConfig(name, "", prefix, "1", Optional.empty(), List.of()))
        .get("/", SERVICE)
        .post("/score", SERVICE)
        .routerPost("score", SERVICE)
        .routerGet("swagger.json", SERVICE)
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/score", "/a/b", "/a/b/", "/a/b/score"})
  void aPathIsThereAlsoUnderThePrefix(String path) {
    assertThat(of("n", "/a/b").at(path)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/a", "/a/bscore", "/a/b/c", "/a/b//score", "", "/a/b/api/v1/service/n/score"})
  void nothingElseIsThere(String path) {
    assertThat(of("n", "/a/b").at(path)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "iris, iris",
    "iris, %69ris",
    "iris, %69%72%69%73",
    "ML service, ML%20service",
    "a/b, a%2Fb",
    "a/b, a%2fb",
    "\u00fc, %C3%BC",
    "%20, %2520",
    "a+b, a+b"
  })
  void aNameIsComparedAfterItsEncodingIsUndone(String name, String sent) {
    Routes routes = of(name, "");
    assertThat(routes.at("/api/v1/service/" + sent + "/score")).containsOnlyKeys("POST");
    assertThat(routes.at("/api/v1/service/" + sent + "/swagger.json"))
        .containsOnlyKeys("GET", "HEAD");
    assertThat(routes.at("/api/v1/service/" + sent + "/nothing")).isNull();
    assertThat(routes.refuse("/api/v1/service/" + sent + "/nothing").message())
        .isEqualTo("There is nothing at this path.");
  }

  @ParameterizedTest
  @CsvSource({
    "iris, Iris",
    "iris, iri",
    "iris, iriss",
    "iris, ''",
    "iris, iris%00",
    "iris, iri%7",
    "iris, iri%",
    "iris, iri%zz",
    "ML service, ML+service",
    "%20, %20",
    "\u00fc, %FC"
  })
  void aNameThatIsNotServedIs404ThatSaysSo(String name, String sent) {
    Routes routes = of(name, "");
    String path = "/api/v1/service/" + sent + "/score";
    assertThat(routes.at(path)).isNull();
    assertThat(routes.refuse(path))
        .isEqualTo(new Refusal(Reason.NOT_FOUND, "The service '" + sent + "' is not served here."));
  }

  @Test
  void aLongNameIsShortened() {
    String path = "/api/v1/service/" + "n".repeat(65) + "/score";
    assertThat(of("n", "").refuse(path).message()).contains("'" + "n".repeat(64) + "...'");
  }
}

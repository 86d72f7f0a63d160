package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTargetTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/score, /score",
    "/score?, /score",
    "/score?a=1&b=2, /score",
    "/score?a=?#x, /score",
    "/score#part, /score",
    "/?next=/score, /",
    "//score, //score",
    "/score/, /score/",
    "/./score, /./score",
    "/a://b/c, /a://b/c",
  })
  void takesThePathOfAnOriginForm(String target, String path) {
    assertThat(RequestTarget.path(target)).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
    "http://host/score, /score",
    "http://host:5001/score?a=1, /score",
    "https://user@host/a/b#c, /a/b",
    "http://[::1]:5001/score, /score",
    "http://host, /",
    "http://host:5001, /",
    "http://host/, /",
  })
  void takesThePathOfAnAbsoluteForm(String target, String path) {
    assertThat(RequestTarget.path(target)).isEqualTo(path);
  }

  @Test
  void anAddressInTheQueryIsNotThePath() {
    assertThat(RequestTarget.path("/score?callback=http://other/path")).isEqualTo("/score");
    assertThat(RequestTarget.path("http://host/a?to=http://other/b")).isEqualTo("/a");
  }

  @Test
  void aTargetWithoutASlashDoesNotBorrowThePathOfItsQuery() {
    assertThat(RequestTarget.path("x?to=http://other/score")).isEqualTo("x");
  }

  /** RFC 3986, section 3.2: an authority ends at the next slash, question mark or number sign. */
  @Test
  void anAbsoluteFormWithoutAPathHasTheRootWhateverItsQuerySays() {
    assertThat(RequestTarget.path("http://host?next=/score")).isEqualTo("/");
    assertThat(RequestTarget.path("http://host#/score")).isEqualTo("/");
  }

  @Test
  void keepsPercentEscapesAsSent() {
    assertThat(RequestTarget.path("/%2Fscore%3F?a")).isEqualTo("/%2Fscore%3F");
  }

  @Test
  void leavesTheOtherFormsAsTheyAre() {
    assertThat(RequestTarget.path("*")).isEqualTo("*");
    assertThat(RequestTarget.path("host:5001")).isEqualTo("host:5001");
    assertThat(RequestTarget.path("")).isEmpty();
  }
}

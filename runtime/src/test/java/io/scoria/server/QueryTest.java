package io.scoria.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the query of a target says. */
class QueryTest {
  @ParameterizedTest
  @CsvSource({
    "/swagger.json?version=3, 3",
    "/swagger.json?a=b&version=3.1, 3.1",
    "/swagger.json?version=2&version=3, 2",
    "/swagger.json?%76ersion=%33, 3",
    "/swagger.json?version=a+b%20c, a b c",
    "/swagger.json?version=%zz, %zz",
    "/swagger.json?version=a?b=c, a?b=c",
    "/swagger.json?version=3#version=2, 3",
    "/swagger.json?version=, ''",
    "/swagger.json?version, ''",
  })
  void theFirstValueOfTheNameCounts(String target, String value) {
    assertThat(Query.of(target).first("version")).contains(value);
  }

  @Test
  void aNameThatIsNotThereHasNoValue() {
    for (String target : new String[] {"/", "/?", "/?versions=3", "/?a=version", "/#?version=3"}) {
      assertThat(Query.of(target).first("version")).isEmpty();
    }
  }
}

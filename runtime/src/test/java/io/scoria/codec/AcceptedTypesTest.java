package io.scoria.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedTypesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/octet-stream                                | true  | false
          APPLICATION/OCTET-STREAM ; q=0.5                        | true  | false
          application/octet-stream, */*                           | true  | true
          application/octet-stream;q=0.9, application/json;q=0.5  | true  | true
          application/octet-stream, application/json              | false | true
          application/octet-stream;q=0.5, application/json        | false | true
          application/octet-stream;q=0.5, */*                     | false | true
          application/octet-stream;q=0.5, application/*;q=0.1     | true  | true
          application/octet-stream, */*;q=0                       | true  | false
          application/octet-stream, application/json;q=0, */*     | true  | false
          application/octet-stream;q=0                            | false | false
          application/octet-stream;q=0.000, */*                   | false | true
          application/octet-stream;q=nonsense                     | true  | false
          application/json;q=0                                    | false | false
          */*                                                     | false | true
          application/*                                           | false | true
          text/plain                                              | false | false
          ,                                                       | false | false
          """)
  void prefersWhatTheWeightsSay(String value, boolean binary, boolean json) {
    AcceptedTypes accepted = new AcceptedTypes(List.of(value));
    assertThat(accepted.prefersBinary()).isEqualTo(binary);
    assertThat(accepted.takesJson()).isEqualTo(json);
  }

  @Test
  void readsSeveralHeadersAsOne() {
    List<String> values = List.of("application/json;q=0.1", "application/octet-stream;q=0.2");
    assertThat(new AcceptedTypes(values).prefersBinary()).isTrue();
  }
}

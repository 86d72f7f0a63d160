package io.scoria.config.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page for people says what the tables say. */
class KeyReferenceTest {
  private static final String WRITE = "scoria.write-reference";

  @Test
  void thePageHoldsEveryKeyAndVariableAsTheTablesHaveThem() throws IOException {
    Path page = root().resolve("docs/azureml.md");
    String text = Files.exists(page) ? Files.readString(page) : "";
    String expected = KeyReference.markdown();
    if (Boolean.getBoolean(WRITE)) {
      Files.createDirectories(page.getParent());
      text = replaced(text, expected);
      Files.writeString(page, text);
    }
    assertThat(text)
        .as("docs/azureml.md; to write it anew, run this test with -D" + WRITE + "=true")
        .contains(expected);
  }

  /** The section up to the next heading of its level. */
  private static String replaced(String page, String section) {
    int from = page.indexOf(KeyReference.HEADING);
    if (from < 0) {
      return page.isEmpty() ? section : page.stripTrailing() + "\n\n" + section;
    }
    int next = page.indexOf("\n## ", from);
    return page.substring(0, from) + section + (next < 0 ? "" : page.substring(next));
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("RATIONALE.md")) ? here : here.resolve("..").normalize();
  }
}

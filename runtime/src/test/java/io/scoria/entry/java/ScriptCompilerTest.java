package io.scoria.entry.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scoria.entry.ScriptLoadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptCompilerTest {
  private static final String RUN =
      " { public Object run(io.scoria.api.ScriptRequest r) { return 1; } }\n";

  @TempDir private Path folder;

  private ScriptClass load(String text) throws Exception {
    return ScriptCompiler.load(ScriptFiles.file(folder, text), List.of(folder));
  }

  private void refused(String text, String... parts) {
    assertThatExceptionOfType(ScriptLoadException.class)
        .isThrownBy(() -> load(text))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @Test
  void everyErrorHasItsFileLineAndColumn() {
    refused(
        """
        import io.scoria.api.*;

        public class Score implements EntryScript {
          public Object run(ScriptRequest request) {
            int number = "text";
            return nothing;
          }
        }
        """,
        "Score.java does not compile: 2 errors",
        "Score.java:5:18: incompatible types",
        "\n        int number = \"text\";\n" + " ".repeat(4 + 17) + "^",
        "Score.java:6:12: cannot find symbol");
  }

  @Test
  void aTextThatIsNoJavaIsAnErrorToo() {
    refused("this is no Java", "Score.java:1:1: ", "this is no Java");
  }

  @Test
  void aPackageMayBeDeclared() throws Exception {
    String text =
        "package some.where; public class Score implements io.scoria.api.EntryScript" + RUN;
    assertThat(load(text).name()).isEqualTo("some.where.Score");
  }

  @Test
  void aSourceBesideTheScriptIsCompiledWithIt() throws Exception {
    Files.writeString(folder.resolve("Other.java"), "class Other { static int n() { return 2; } }");
    ScriptClass loaded =
        load(
            "public class Score implements io.scoria.api.EntryScript { public Object"
                + " run(io.scoria.api.ScriptRequest r) { return Other.n(); } }");
    assertThat(loaded.name()).isEqualTo("Score");
  }

  @Test
  void withoutAClassOfTheInterfaceThereIsNoScript() {
    refused(
        "public class Score {}",
        "Score.java has no class that implements io.scoria.api.EntryScript");
  }

  @Test
  void ofTwoClassesNoneIsChosen() {
    refused(
        "public class Score implements io.scoria.api.EntryScript"
            + RUN
            + "class Other implements io.scoria.api.EntryScript"
            + RUN,
        "has 2 classes that implement io.scoria.api.EntryScript (Other, Score); leave one");
  }

  @Test
  void aClassThatCannotBeConstructedIsRefused() {
    String must = "the class Score must be public, not abstract, and have a public constructor";
    refused("class Score implements io.scoria.api.EntryScript" + RUN, must);
    refused(
        "public class Score implements io.scoria.api.EntryScript { Score(int a) {} public Object"
            + " run(io.scoria.api.ScriptRequest r) { return 1; } }",
        must);
  }
}

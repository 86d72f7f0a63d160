package io.scoria.entry.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scoria.entry.ScriptInitException;
import io.scoria.entry.ScriptLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts that cannot serve, and what is said of them. */
@NullMarked
class ScriptCannotServeIT {
  @TempDir private Path folder;

  private static ScriptLoadException failure(TestScript.Settings settings) {
    return catchThrowableOfType(ScriptLoadException.class, settings::tryStart);
  }

  @Test
  void anInitThatRaisesIsToldWithItsTracebackAndTheModelFolder() throws IOException {
    Path models = Files.createDirectories(folder.resolve("models"));
    for (int i = 0; i < 300; i++) {
      Files.createFile(models.resolve("part" + i));
    }
    String source = "def init():\n    open('missing.pkl')\ndef run(data): pass";
    var settings = TestScript.of(folder, source).modelDir(models).workers(2);
    ScriptLoadException failure = failure(settings);
    assertThat(failure).isInstanceOf(ScriptInitException.class);
    assertThat(failure).hasMessageContaining("score.py").hasMessageContaining("missing.pkl");
    List<String> told = settings.progress();
    assertThat(told).anyMatch(line -> line.contains("Traceback"));
    assertThat(told).anyMatch(line -> line.contains("part1"));
    assertThat(told.stream().filter(line -> line.contains("part")).count()).isLessThan(400);
  }

  @Test
  void anImportThatFailsIsTold() {
    ScriptLoadException failure = failure(TestScript.of(folder, "import nothing_like_this"));
    assertThat(failure).isInstanceOf(ScriptInitException.class);
    assertThat(failure).hasMessageContaining("No module named 'nothing_like_this'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "def run(data): pass | there is no function init()",
        "def init(): pass | there is no function run()",
        "def init(): pass;;def run(): pass | run() takes no argument for the input",
        "def init(): pass;;def run(request_headers): pass | run() takes no argument for the input",
        "def init(): pass;;def run(*args): pass | run() has *args",
        "def init(): pass;;def run(a, **more): pass | run() has **more",
        "def init(): pass;;def run(a, /): pass | run() has the positional-only argument a",
        "def init(): pass;;def run(a, b): pass | more than one argument",
        "def init(): pass;;async def run(a): pass | run() is async",
      })
  void aScriptOfAnotherFormIsRefusedWithWhatIsAccepted(String source, String message) {
    ScriptLoadException failure = failure(TestScript.of(folder, source.replace(";;", "\n")));
    assertThat(failure).isNotInstanceOf(ScriptInitException.class);
    assertThat(failure).hasMessageContaining("score.py: ").hasMessageContaining(message);
  }

  @Test
  void anInterpreterThatIsNotThereIsNamed() {
    var settings = TestScript.of(folder, "").interpreter("python-of-nowhere");
    assertThat(failure(settings)).hasMessageContaining("'python-of-nowhere' cannot be run");
  }

  @Test
  void anInterpreterThatIsNoPythonIsQuoted() {
    var settings = TestScript.of(folder, "").interpreter("/bin/cat");
    assertThat(failure(settings)).hasMessageContaining("ended before it was ready");
    assertThat(failure(settings)).hasMessageContaining("No such device or address");
  }
}

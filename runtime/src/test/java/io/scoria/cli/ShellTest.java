package io.scoria.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShellTest {
  @Test
  void quotesAWord() {
    assertThat(Shell.quote("plain")).isEqualTo("'plain'");
    assertThat(Shell.quote("")).isEqualTo("''");
    assertThat(Shell.quote("it's")).isEqualTo("'it'\\''s'");
  }

  @Test
  void theShellReadsEveryWordAsItWas() throws Exception {
    List<String> words =
        List.of(
            "",
            "two words",
            "it's",
            "''",
            "'",
            "\\",
            "\"$HOME\" `id` $(id) ${x}",
            "a\nb",
            "* ? [a-z] ~ # ! & | ; < > ( ) { }",
            "-n",
            "{\"data\": [[1.0, \"\u00fc\"]]}");
    String quoted = words.stream().map(Shell::quote).collect(Collectors.joining(" "));

    assertThat(run("printf '<%s>\\n' " + quoted))
        .isEqualTo(words.stream().map(w -> "<" + w + ">\n").collect(Collectors.joining()));
  }

  static String run(String command) throws Exception {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
    Process process = shell.start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}

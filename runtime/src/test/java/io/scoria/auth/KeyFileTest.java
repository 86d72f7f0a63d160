package io.scoria.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
  private static final String ONE = "one-q7WmZ4tRb9Kx";
  private static final String TWO = "two-n3VhJ8sLc5Py";

  @TempDir Path folder;

  private Path file(String text, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void makesAFileOfTwoNewKeysThatOnlyItsOwnerMayRead() throws IOException {
    Path file = folder.resolve("keys");

    Keys keys = KeyFile.readOrCreate(file);

    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(file).hasContent(keys.primary() + "\n" + keys.secondary() + "\n");
  }

  @Test
  void readsBackWhatItMade() throws IOException {
    Path file = folder.resolve("keys");

    assertThat(KeyFile.readOrCreate(file)).isEqualTo(KeyFile.readOrCreate(file));
  }

  @Test
  void fillsAnEmptyFile() throws IOException {
    Path file = file("", "rw-------");

    assertThat(KeyFile.readOrCreate(file)).isEqualTo(KeyFile.readOrCreate(file));
    assertThat(file).isNotEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE, ONE + "\n", "  " + ONE + " \r\n"})
  void oneLineIsThePrimaryKeyAlone(String text) throws IOException {
    assertThat(KeyFile.readOrCreate(file(text, "rw-------"))).isEqualTo(new Keys(ONE, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE + "\n" + TWO, ONE + "\n" + TWO + "\n", ONE + "\r\n" + TWO + "\r\n"})
  void twoLinesAreBothKeys(String text) throws IOException {
    assertThat(KeyFile.readOrCreate(file(text, "rw-------"))).isEqualTo(new Keys(ONE, TWO));
  }

  @Test
  void takesAFileThatItsOwnerMayOnlyRead() throws IOException {
    assertThat(KeyFile.readOrCreate(file(ONE + "\n", "r--------"))).isEqualTo(new Keys(ONE, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
  void refusesAFileThatOthersMayUseAndTellsHowToCloseIt(String permissions) throws IOException {
    Path file = file(ONE + "\n", permissions);

    assertThatThrownBy(() -> KeyFile.readOrCreate(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(permissions)
        .hasMessageContaining("chmod 600 " + file);
    assertThat(file).hasContent(ONE + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "one\n\n",
        "one\ntwo\nthree\n",
        "two words\n",
        "\u00fc\n",
        "a\u0000b",
        "{}\n[ ]\n"
      })
  void refusesWhatIsNoKeyFileAndSaysWhatOneIs(String text) throws IOException {
    Path file = file(text, "rw-------");

    assertThatThrownBy(() -> KeyFile.readOrCreate(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("one key on the first line")
        .hasMessageNotContaining("words");
    assertThat(file).hasContent(text);
  }

  @Test
  void refusesALargeFileWithoutReadingIt() throws IOException {
    Path file = file("a".repeat(4097), "rw-------");

    assertThatThrownBy(() -> KeyFile.readOrCreate(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("4097 bytes");
  }

  @Test
  void refusesAFolder() {
    assertThatThrownBy(() -> KeyFile.readOrCreate(folder)).isInstanceOf(IOException.class);
  }

  @Test
  void processesThatStartAtOnceGetTheSameKeys() throws Exception {
    Path file = folder.resolve("keys");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(startReader(file));
    }
    List<String> printed = new ArrayList<>();
    for (Process process : processes) {
      printed.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      assertThat(process.waitFor()).as(printed.getLast()).isZero();
    }
    Keys keys = KeyFile.readOrCreate(file);
    assertThat(printed).containsOnly(keys.primary() + " " + keys.secondary());
  }

  private static Process startReader(Path file) throws IOException, URISyntaxException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classes = location(KeyFile.class) + ":" + location(Reader.class);
    return new ProcessBuilder(
            java.toString(),
            "-Xshare:auto",
            "-cp",
            classes,
            Reader.class.getName(),
            file.toString())
        .redirectErrorStream(true)
        .start();
  }

  private static Path location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void replacesOneKeyAndLeavesTheOther() throws IOException {
    Path file = file(ONE + "\n" + TWO + "\n", "rw-------");

    Keys keys = new KeyFile(file).replace(KeyKind.PRIMARY, "new-d6FgT2xRw8Bz");

    assertThat(keys).isEqualTo(new Keys("new-d6FgT2xRw8Bz", TWO));
    assertThat(new KeyFile(file).read()).isEqualTo(keys);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(folder).isDirectoryNotContaining(it -> it.getFileName().toString().contains("-"));
  }

  @Test
  void ofTwoThatReplaceAtOnceNeitherIsLost() throws Exception {
    KeyFile file = new KeyFile(file(ONE + "\n" + TWO + "\n", "rw-------"));
    for (int i = 0; i < 20; i++) {
      String primary = Keys.generateKey();
      String secondary = Keys.generateKey();
      try (var both = java.util.concurrent.Executors.newFixedThreadPool(2)) {
        var first = both.submit(() -> file.replace(KeyKind.PRIMARY, primary));
        var second = both.submit(() -> file.replace(KeyKind.SECONDARY, secondary));
        assertThat(first.get().primary()).isEqualTo(primary);
        assertThat(second.get().secondary()).isEqualTo(secondary);
      }
      assertThat(file.read()).isEqualTo(new Keys(primary, secondary));
    }
  }

  @Test
  void aLinkToTheFileStaysALink() throws IOException {
    Path file = file(ONE + "\n", "rw-------");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    new KeyFile(link).replace(KeyKind.PRIMARY, TWO);

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent(TWO + "\n");
  }

  @Test
  void aMountedFileMayBeReadByOthersAndIsNotReplaced() throws IOException {
    Path file = file(ONE + "\n", "rw-r--r--");
    Files.createSymbolicLink(folder.resolve("..data"), folder);

    assertThat(KeyFile.readOrCreate(file)).isEqualTo(new Keys(ONE, null));
    assertThatThrownBy(() -> new KeyFile(file).replace(KeyKind.PRIMARY, TWO))
        .isInstanceOf(KeyStore.ReadOnlyException.class);
  }

  @Test
  void aWeakKeyIsRefusedByItsLengthAlone() throws IOException {
    Path file = file("hunter2\n", "rw-------");

    assertThatThrownBy(() -> KeyFile.readOrCreate(file))
        .hasMessageContaining(file + ": the primary key is too weak: it has 7 characters")
        .hasMessageNotContaining("hunter2");
  }

  /** What each process runs. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] args) throws IOException {
      Keys keys = KeyFile.readOrCreate(Path.of(args[0]));
      System.out.print(keys.primary() + " " + keys.secondary());
    }
  }
}

package io.scoria.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFolderTest {
  private static final String ONE = "one-q7WmZ4tRb9Kx";
  private static final String TWO = "two-n3VhJ8sLc5Py";

  @TempDir Path folder;
  private KeyFolder keys;

  @BeforeEach
  void open() {
    keys = new KeyFolder(folder);
  }

  private Path file(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
  }

  @ParameterizedTest
  @CsvSource({"primary,secondary", "primaryKey,secondaryKey", "primary-key,secondary-key"})
  void readsAFileForEachKey(String primary, String secondary) throws IOException {
    file(primary, ONE + "\n");
    assertThat(keys.read()).isEqualTo(new Keys(ONE, null));
    file(secondary, TWO);
    assertThat(keys.read()).isEqualTo(new Keys(ONE, TWO));
  }

  @Test
  void saysWhatIsMissingWeakOrThereTwice() throws IOException {
    assertThatThrownBy(keys::read).hasMessageContaining("'primary'").hasMessageContaining("folder");
    file("primary", "hunter2");
    assertThatThrownBy(keys::read)
        .hasMessageContaining(folder + ": the primary key is too weak: it has 7 characters")
        .hasMessageNotContaining("hunter2");
    file("primary-key", ONE);
    assertThatThrownBy(keys::read).hasMessageContaining("both primary and primary-key");
  }

  @Test
  void filesThatOthersMayReadAreRefusedUnlessTheyWereMounted() throws IOException {
    Path primary = file("primary", ONE);
    Files.setPosixFilePermissions(primary, PosixFilePermissions.fromString("r--r--r--"));
    assertThatThrownBy(keys::read).hasMessageContaining("chmod 600 " + primary);

    Files.createSymbolicLink(folder.resolve("..data"), folder);
    assertThat(keys.read()).isEqualTo(new Keys(ONE, null));
  }

  @Test
  void replacesOneKeyAndLeavesTheOther() throws IOException {
    file("primary", ONE);

    assertThat(keys.replace(KeyKind.SECONDARY, TWO)).isEqualTo(new Keys(ONE, TWO));
    assertThat(keys.read()).isEqualTo(new Keys(ONE, TWO));
    assertThat(Files.getPosixFilePermissions(folder.resolve("secondary")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aMountedSecretIsChangedWhereItComesFrom() throws IOException {
    file("primary", ONE);
    Files.createSymbolicLink(folder.resolve("..data"), folder);

    assertThatThrownBy(() -> keys.replace(KeyKind.PRIMARY, TWO))
        .isInstanceOf(KeyStore.ReadOnlyException.class)
        .hasMessageContaining("change the secret itself");
    assertThat(keys.read()).isEqualTo(new Keys(ONE, null));
  }
}

package io.scoria.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.scoria.call.FakeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The looks of the thread are made by hand. */
class LiveKeysTest {
  private static final Keys FIRST = new Keys("one-q7WmZ4tRb9Kx", "two-n3VhJ8sLc5Py");
  private static final Keys SECOND = new Keys("one-q7WmZ4tRb9Kx", "new-d6FgT2xRw8Bz");

  private final Logger log = (Logger) LoggerFactory.getLogger(LiveKeys.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @TempDir Path folder;

  @BeforeEach
  void listen() {
    lines.start();
    log.addAppender(lines);
    log.setAdditive(false);
  }

  @AfterEach
  void restore() {
    log.setAdditive(true);
    log.detachAppender(lines);
  }

  private Path write(String text) throws IOException {
    Path written = Files.createTempFile(folder, "w", "");
    Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(written, text);
    return Files.move(written, folder.resolve("keys"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String text(Keys keys) {
    return keys.primary() + "\n" + keys.secondary() + "\n";
  }

  private LiveKeys keys() throws IOException {
    KeyStore store = new KeyFile(write(text(FIRST)));
    return new LiveKeys(store, store.read());
  }

  private static boolean letsIn(LiveKeys keys, String key) {
    return keys.authenticator().authenticate(new FakeHead().with("authorization", "Bearer " + key))
        instanceof Authentication.Accepted;
  }

  private List<String> logged() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** A folder that never settles must not keep alive what was taken back. */
  @Test
  void keysThatAreOthersAtEachLookCountInTheEnd() throws IOException {
    LiveKeys keys = keys();
    for (int i = 0; i < 4; i++) {
      write("new-d6FgT2xRw8B" + i + "\n" + SECOND.secondary() + "\n");
      keys.look();
    }
    assertThat(letsIn(keys, FIRST.primary())).isFalse();
    assertThat(letsIn(keys, "two-n3VhJ8sLc5Py")).isFalse();
  }

  @Test
  void aKeyIsNotReplacedByTheOther() throws IOException {
    LiveKeys keys = keys();
    assertThatThrownBy(() -> keys.replace(KeyKind.PRIMARY, Optional.of("two-n3VhJ8sLc5Py")))
        .isInstanceOf(SameKeyException.class)
        .hasMessageContaining("already the secondary key");
    assertThatThrownBy(() -> keys.replace(KeyKind.SECONDARY, Optional.of(FIRST.primary())))
        .hasMessageContaining("already the primary key");
    assertThat(keys.keys()).isEqualTo(FIRST);
  }

  /** Opening one would wait for somebody to write into it, and hold up every look and change. */
  @Test
  void aPipeInThePlaceOfTheFileIsPassedOver() throws Exception {
    LiveKeys keys = keys();
    Path file = folder.resolve("keys");
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", "-m", "600", file.toString()).start().waitFor())
        .isZero();
    keys.look();
    keys.look();
    assertThat(logged()).singleElement().asString().contains("is no regular file");
    assertThat(letsIn(keys, FIRST.primary())).isTrue();
  }

  @Test
  void whatIsSeenTwiceCounts() throws IOException {
    LiveKeys keys = keys();
    write(text(SECOND));

    keys.look();
    assertThat(letsIn(keys, "two-n3VhJ8sLc5Py")).isTrue();
    keys.look();

    assertThat(letsIn(keys, "two-n3VhJ8sLc5Py")).isFalse();
    assertThat(letsIn(keys, "new-d6FgT2xRw8Bz")).isTrue();
    assertThat(letsIn(keys, "one-q7WmZ4tRb9Kx")).isTrue();
    assertThat(logged())
        .containsExactly("the keys have changed: the secondary of " + folder.resolve("keys"));
  }

  @Test
  void whatIsHalfWrittenIsPassedOver() throws IOException {
    LiveKeys keys = keys();
    write("one-q7WmZ4tRb9Kx\n");
    keys.look();
    write(text(FIRST));
    keys.look();
    keys.look();

    assertThat(letsIn(keys, "two-n3VhJ8sLc5Py")).isTrue();
    assertThat(logged()).isEmpty();
  }

  @Test
  void whatCannotBeUsedIsToldOnceAndTheKeysStay() throws IOException {
    LiveKeys keys = keys();
    write("one-q7WmZ4tRb9Kx\nhunter2\n");
    for (int i = 0; i < 5; i++) {
      keys.look();
    }

    assertThat(keys.keys()).isEqualTo(FIRST);
    assertThat(logged()).hasSize(1);
    assertThat(logged().getFirst())
        .contains("stay as they are", folder + "/keys", "secondary key is too weak: it has 7")
        .doesNotContain("hunter2", "one-q7WmZ4tRb9Kx");
    Files.delete(folder.resolve("keys"));
    keys.look();
    keys.look();
    assertThat(logged()).hasSize(2);
    assertThat(logged().getLast()).contains("there is no " + folder.resolve("keys"));
    write(text(SECOND));
    keys.look();
    keys.look();
    assertThat(keys.keys()).isEqualTo(SECOND);
    assertThat(logged()).hasSize(4);
  }

  @Test
  void whatIsReplacedHereCountsAtOnceAndIsKept() throws IOException {
    LiveKeys keys = keys();

    LiveKeys.Replaced replaced = keys.replace(KeyKind.SECONDARY, Optional.of("new-d6FgT2xRw8Bz"));

    assertThat(replaced).isEqualTo(new LiveKeys.Replaced(SECOND, true));
    assertThat(keys.keys()).isEqualTo(SECOND);
    assertThat(folder.resolve("keys")).hasContent(text(SECOND));
    keys.look();
    keys.look();
    assertThat(keys.keys()).isEqualTo(SECOND);
    assertThat(keys.replace(KeyKind.PRIMARY, Optional.empty()).keys().primary()).hasSize(43);
    assertThat(logged()).hasSize(2).noneMatch(line -> line.contains("new-d6FgT2xRw8Bz"));
  }

  @Test
  void keysThatWereGivenAreReplacedUntilTheRestart() throws IOException {
    try (LiveKeys keys = LiveKeys.open(new GivenKeys(FIRST, "the environment"))) {
      assertThat(keys.replace(KeyKind.SECONDARY, Optional.of("new-d6FgT2xRw8Bz")))
          .isEqualTo(new LiveKeys.Replaced(SECOND, false));
      assertThat(letsIn(keys, "new-d6FgT2xRw8Bz")).isTrue();
    }
    assertThatThrownBy(() -> new GivenKeys(new Keys("hunter2", null), "d.json"))
        .hasMessageStartingWith("d.json: the primary key is too weak")
        .hasMessageNotContaining("hunter2");
  }

  /** Row K1: what is compared is one snapshot of two digests, whichever keys there are. */
  @Test
  void theAbsentSecondaryKeyCostsTheSameComparison() {
    KeyRing.Current one = new KeyRing(new Keys("one-q7WmZ4tRb9Kx", null)).current();

    assertThat(one.secondary()).isSameAs(one.primary()).hasSize(32);
    assertThat(new KeyRing(FIRST).current().secondary()).hasSize(32);
  }
}

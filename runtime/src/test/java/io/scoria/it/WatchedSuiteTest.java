package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.slf4j.LoggerFactory;

/** What watches over every test class fails those that leak, without their asking for it. */
class WatchedSuiteTest {
  private static final int ATTEMPTS = 50; // the collector may not see the first leak at once

  /** Loses a buffer. */
  static class LosesABufferIT {
    @Test
    void goesWell() {
      ByteBufAllocator.DEFAULT.buffer(256).writeInt(1);
    }
  }

  /** Logs a key. */
  static class LogsAKeyIT {
    @Test
    void goesWell() {
      LoggerFactory.getLogger("io.scoria.Any").trace("the key is {}", Canaries.next());
    }
  }

  /** Logs an exception that tells a token. */
  static class LogsAnExceptionIT {
    @Test
    void goesWell() {
      LoggerFactory.getLogger("io.scoria.Any")
          .debug("failed", new IllegalStateException("a bug", new Exception(Canaries.next())));
    }
  }

  private static String failures(Class<?> test) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(test)).build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    assertThat(listener.getSummary().getTestsSucceededCount()).isEqualTo(1);
    StringBuilder failures = new StringBuilder();
    listener.getSummary().getFailures().forEach(it -> failures.append(it.getException()));
    return failures.toString();
  }

  @Test
  void aClassThatLosesABufferFails() {
    String failures = "";
    for (int i = 0; i < ATTEMPTS && failures.isEmpty(); i++) {
      failures = failures(LosesABufferIT.class);
    }
    assertThat(failures).contains("leaks that Netty found", "LEAK");
  }

  @Test
  void aClassDuringWhichASecretIsLoggedFails() {
    assertThat(failures(LogsAKeyIT.class)).contains("secrets that were told", Canaries.MARK);
    assertThat(failures(LogsAnExceptionIT.class)).contains("secrets that were told");
  }
}

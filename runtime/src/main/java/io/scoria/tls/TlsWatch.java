package io.scoria.tls;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code tls-files}: looks at the files of a listener's TLS every {@value #EVERY_MS} ms,
 * so that a change is in use within a second. Owns the files' object from its start on.
 */
public final class TlsWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TlsWatch.class);
  private static final long EVERY_MS = 400;

  private final TlsFiles files;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private TlsWatch(TlsFiles files) {
    this.files = files;
    thread = Thread.ofPlatform().name("tls-files").daemon().unstarted(this::run);
  }

  public static TlsWatch start(TlsFiles files) {
    TlsWatch watch = new TlsWatch(files);
    watch.thread.start();
    return watch;
  }

  private void run() {
    try {
      while (!closed.await(EVERY_MS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      LOG.debug("the watch of TLS files was interrupted", e);
    }
  }

  private void look() {
    try {
      files.look();
    } catch (RuntimeException bug) {
      LOG.error("looking at the files of TLS failed", bug);
    }
  }

  /** Ends the thread, after which nothing is used any more. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

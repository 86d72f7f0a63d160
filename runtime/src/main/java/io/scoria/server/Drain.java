package io.scoria.server;

import io.scoria.config.DrainConfig;
import io.scoria.transport.HttpListener;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How clients leave a server that stops, one step after another: they are told that it is not
 * ready, and served as before; then that their connections end; then nobody can connect; then what
 * was accepted is answered. One thread takes the steps, any may ask.
 */
final class Drain {
  private final DrainConfig config;
  private volatile boolean begun; // set by the thread that stops

  Drain(DrainConfig config) {
    this.config = config;
  }

  /** Why no more calls should be sent, for people; empty before the server stops. */
  Optional<String> problem() {
    return begun ? Optional.of("the server is stopping") : Optional.empty();
  }

  /** From here on the server is not ready. */
  void begin() {
    begun = true;
  }

  /** All steps but the last; takes the delay and about a second. */
  void letClientsGo(HttpListener listener) {
    begin();
    sleep(config.delayMs());
    long toldNanos = System.nanoTime();
    listener.letGo(config.idleMs(), DrainConfig.FAREWELL_MS);
    if (config.delayMs() > 0) { // who balances may still send somebody, also where nobody is now
      long restMs =
          DrainConfig.FAREWELL_MS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - toldNanos);
      sleep(Math.max(0, restMs));
    }
    listener.stopAccepting();
  }

  private static void sleep(long ms) {
    try {
      TimeUnit.MILLISECONDS.sleep(ms);
    } catch (InterruptedException e) { // whoever wants it over has it over
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The last step, which makes up for the others. False where calls were refused for lack of time.
   */
  boolean finish(HttpListener listener) {
    begin();
    return listener.drain(config.timeoutMs());
  }
}

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
    delay();
    listener.letGo(config.idleMs(), DrainConfig.FAREWELL_MS);
    listener.stopAccepting();
  }

  private void delay() {
    try {
      TimeUnit.MILLISECONDS.sleep(config.delayMs());
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

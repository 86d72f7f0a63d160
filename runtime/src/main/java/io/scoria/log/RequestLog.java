package io.scoria.log;

import io.scoria.call.EndedRequest;
import io.scoria.call.RequestObserver;
import io.scoria.call.Route;
import io.scoria.config.LogConfig.Requests;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * Decides which requests have a line, and copies what is told of those. Its logger's level decides
 * first, and may be changed at any time: OFF none, WARN those that went wrong, INFO those that are
 * asked for too, DEBUG each. Never blocks; a request without a line costs no memory.
 */
final class RequestLog implements RequestObserver {
  /** What a client does wrong, and refusals of a full server, are lines up to here. */
  static final int ERRORS_PER_SECOND = 1000;

  /** Asked for again and again by machines; the original leaves the first out of its log too. */
  private static final Set<String> PROBES =
      Set.of("/", "/livez", "/readyz", "/startupz", "/metrics");

  private final Logger logger;
  private final Consumer<LogEntry.Request> lines;
  private final double share;
  private final boolean limited;
  private final RateLimit successes;
  private final RateLimit errors;
  private final LongAdder leftOut = new LongAdder();

  RequestLog(Logger logger, Requests which, Consumer<LogEntry.Request> lines) {
    this.logger = logger;
    this.lines = lines;
    long nowNanos = System.nanoTime();
    share = which instanceof Requests.Fraction(double some) ? some : 1;
    limited = which instanceof Requests.PerSecond;
    successes = new RateLimit(which instanceof Requests.PerSecond(int most) ? most : 0, nowNanos);
    errors = new RateLimit(ERRORS_PER_SECOND, nowNanos);
  }

  @Override
  public void ended(EndedRequest request) {
    boolean wanted =
        request.status() < 400
            ? logger.isInfoEnabled() && isWanted(request)
            : logger.isWarnEnabled() && isWantedError(request);
    if (wanted) {
      lines.accept(copy(request));
    }
  }

  private boolean isWanted(EndedRequest request) {
    if (logger.isDebugEnabled()) {
      return true;
    }
    if (request.route() == Route.OTHER && PROBES.contains(request.target())) {
      return false;
    }
    if (share < 1) {
      return ThreadLocalRandom.current().nextDouble() < share;
    }
    return !limited || take(successes, request);
  }

  /** A failure of this server always has a line. What others may cause at will is bounded. */
  private boolean isWantedError(EndedRequest request) {
    int status = request.status();
    boolean caused = status < 500 || status == 503 || status == 504;
    return !caused || logger.isDebugEnabled() || take(errors, request);
  }

  private boolean take(RateLimit limit, EndedRequest request) {
    boolean room = limit.tryTake(request.endNanos());
    if (!room) {
      leftOut.increment();
    }
    return room;
  }

  /** How many have no line for there were too many in a second. */
  long leftOut() {
    return leftOut.sum();
  }

  private static LogEntry.Request copy(EndedRequest request) {
    return new LogEntry.Request(
        System.currentTimeMillis(),
        Thread.currentThread().getName(),
        request.method(),
        request.target(),
        request.protocol(),
        request.clientAddress(),
        request.identity(),
        request.status(),
        request.refusal(),
        request.isWhole(),
        request.endNanos() - request.arrivalNanos(),
        request.timing(),
        request.requestBytes(),
        request.replyBytes());
  }
}

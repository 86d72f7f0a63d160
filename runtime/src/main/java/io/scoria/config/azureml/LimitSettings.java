package io.scoria.config.azureml;

import io.scoria.config.ConnectionLimits;
import io.scoria.config.HttpLimits;
import io.scoria.config.HttpTimes;
import java.util.OptionalInt;

/** The most that is taken of a request and of a connection. */
final class LimitSettings {
  private final Ledger ledger;

  LimitSettings(Ledger ledger) {
    this.ledger = ledger;
  }

  /** What is wrong is told, and left at its default here. */
  HttpLimits http() {
    return new HttpLimits(
        ledger.take(LimitOptions.MAX_BODY, HttpLimits.DEFAULT_MAX_BODY_BYTES),
        ledger.take(LimitOptions.MAX_LINE, HttpLimits.DEFAULT_MAX_URI_BYTES),
        ledger.take(LimitOptions.MAX_HEADER, HttpLimits.DEFAULT_MAX_HEADER_BYTES),
        ledger.take(LimitOptions.MAX_HEADERS, HttpLimits.DEFAULT_MAX_HEADERS),
        new ConnectionLimits(
            whole(LimitOptions.MAX_CONNECTIONS, "by descriptors and memory"),
            whole(LimitOptions.MAX_PER_ADDRESS, "any number"),
            whole(LimitOptions.MAX_REQUESTS, "any number")),
        times());
  }

  private HttpTimes times() {
    return new HttpTimes(
        ledger.take(LimitOptions.HEADER_TIMEOUT, HttpTimes.DEFAULT_HEADER_MS),
        ledger.take(LimitOptions.BODY_WINDOW, HttpTimes.DEFAULT_BODY_WINDOW_MS),
        ledger.take(LimitOptions.MIN_BODY_RATE, HttpTimes.DEFAULT_MIN_BODY_BYTES_PER_SECOND),
        ledger.take(LimitOptions.IDLE_TIMEOUT, HttpTimes.DEFAULT_IDLE_MS),
        ledger.take(LimitOptions.WRITE_STALL, HttpTimes.DEFAULT_WRITE_STALL_MS));
  }

  private OptionalInt whole(Setting<Integer> setting, String absent) {
    return ledger.takeGiven(setting, absent).map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }
}

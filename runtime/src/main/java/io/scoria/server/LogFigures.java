package io.scoria.server;

import io.scoria.log.ServerLog;
import io.scoria.telemetry.Meter;
import io.scoria.telemetry.MeterSource;
import io.scoria.telemetry.Readings;

/** The figures of the log. */
record LogFigures(ServerLog log) implements MeterSource {
  @Override
  public void read(Readings readings) {
    readings.add(Meter.LOG_DROPPED, log.dropped());
    readings.add(Meter.LOG_LEFT_OUT, log.requestsLeftOut());
  }
}

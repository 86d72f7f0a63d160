package io.scoria.telemetry;

import io.scoria.call.EndedRequest;
import io.scoria.call.Loop;
import io.scoria.call.Reason;
import io.scoria.call.RequestObserver;
import io.scoria.call.Route;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Counts requests as they end: each event loop for itself, without a lock and without allocating.
 * Whatever clients send, there is a series for each pair of route and protocol, status and reason
 * that occurred, and no other. Thread-safe.
 */
@SuppressWarnings("EnumOrdinal") // indexes of arrays that outlive no process
public final class RequestMetrics implements RequestObserver, MeterSource {
  private static final List<String> PROTOCOLS = List.of("http/1.1", "http/1.0");
  private static final int OK = 200;

  private final String version;
  private final RequestCounts[] ofLoops;
  private final RequestCounts ofOthers = new RequestCounts(); // under its own lock

  /**
   * @param version of the service
   * @param loops that requests may come in on, by their index
   */
  public RequestMetrics(String version, int loops) {
    this.version = version;
    ofLoops = new RequestCounts[loops];
    Arrays.setAll(ofLoops, _ -> new RequestCounts());
  }

  @Override
  public void ended(EndedRequest request) {
    Loop loop = request.loop();
    if (loop != null && loop.index() < ofLoops.length) {
      ofLoops[loop.index()].add(request);
    } else {
      synchronized (ofOthers) {
        ofOthers.add(request);
      }
    }
  }

  @Override
  public void read(Readings readings) {
    Sums sums = new Sums();
    for (RequestCounts counts : ofLoops) {
      sums.add(counts);
    }
    sums.add(ofOthers);
    readRequests(sums.requests, readings);
    for (Reason reason : Reason.values()) {
      readings.add(Meter.REFUSALS, sums.refusals[reason.ordinal()], reason.code());
    }
    readings.add(Meter.REQUEST_BYTES, sums.bytes[RequestCounts.REQUEST_BYTES]);
    readings.add(Meter.RESPONSE_BYTES, sums.bytes[RequestCounts.REPLY_BYTES]);
    for (RequestCounts.Outcome outcome : RequestCounts.Outcome.values()) {
      String label = outcome.name().toLowerCase(Locale.ROOT);
      sums.readTimes(Meter.REQUEST_DURATION, outcome.ordinal(), readings, label);
    }
    for (RequestCounts.Stage stage : RequestCounts.Stage.values()) {
      int duration = RequestCounts.Outcome.COUNT + stage.ordinal();
      sums.readTimes(stage.meter, duration, readings);
    }
  }

  private void readRequests(long[] requests, Readings readings) {
    for (Route route : Route.values()) {
      for (int protocol = 0; protocol < RequestCounts.PROTOCOLS; protocol++) {
        for (int status = 0; status < RequestCounts.STATUSES; status++) {
          long count = requests[RequestCounts.index(route, protocol, status)];
          boolean usual = route == Route.SCORE && protocol == 0 && status == OK;
          if (count > 0 || usual) { // a series that begins at 0 shows its first growth
            readings.add(
                Meter.REQUESTS,
                count,
                version,
                route.name().toLowerCase(Locale.ROOT),
                PROTOCOLS.get(protocol),
                Integer.toString(status));
          }
        }
      }
    }
  }

  /** Of all loops. */
  private static final class Sums {
    private final long[] requests = new long[RequestCounts.REQUESTS];
    private final long[] refusals = new long[RequestCounts.REASONS];
    private final long[] bytes = new long[2];
    private final long[] buckets = new long[RequestCounts.DURATIONS * NanoBuckets.COUNT];
    private final long[] nanos = new long[RequestCounts.DURATIONS];

    void add(RequestCounts counts) {
      counts.requests.addTo(requests);
      counts.refusals.addTo(refusals);
      counts.bytes.addTo(bytes);
      counts.buckets.addTo(buckets);
      counts.nanos.addTo(nanos);
    }

    void readTimes(Meter meter, int duration, Readings readings, String... labels) {
      int from = duration * NanoBuckets.COUNT;
      long[] counts = Arrays.copyOfRange(buckets, from, from + NanoBuckets.COUNT);
      readings.addHistogram(meter, NanoBuckets.seconds(), counts, nanos[duration] / 1e9, labels);
    }
  }
}

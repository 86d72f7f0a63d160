package io.scoria.telemetry;

import io.scoria.call.EndedRequest;
import io.scoria.call.Reason;
import io.scoria.call.Route;
import io.scoria.call.Timing;

/** What is counted of the requests of one event loop, by that loop; allocates nothing. */
@SuppressWarnings("EnumOrdinal") // indexes of arrays that outlive no process
final class RequestCounts {
  static final int STATUSES = 600;
  static final int PROTOCOLS = 2;

  /** What came of a scoring request. */
  enum Outcome {
    SCORED,
    CLIENT_ERROR,
    SERVER_ERROR,
    GONE;

    static final int COUNT = values().length;
  }

  /** Where the time of a scoring request went, beside that from its head to its end. */
  enum Stage {
    DECODE(Meter.DECODE_DURATION),
    QUEUE(Meter.QUEUE_DURATION),
    COMPUTE(Meter.COMPUTE_DURATION),
    ENCODE(Meter.ENCODE_DURATION);

    static final int COUNT = values().length;
    final Meter meter;

    Stage(Meter meter) {
      this.meter = meter;
    }
  }

  static final int REQUESTS = Route.values().length * PROTOCOLS * STATUSES;
  static final int REASONS = Reason.values().length;
  static final int REQUEST_BYTES = 0;
  static final int REPLY_BYTES = 1;
  static final int DURATIONS = Outcome.COUNT + Stage.COUNT; // the outcomes come first

  final Counts requests = new Counts(REQUESTS);
  final Counts refusals = new Counts(REASONS);
  final Counts bytes = new Counts(2);
  final Counts buckets = new Counts(DURATIONS * NanoBuckets.COUNT);
  final Counts nanos = new Counts(DURATIONS);

  static int index(Route route, int protocol, int status) {
    return (route.ordinal() * PROTOCOLS + protocol) * STATUSES + status;
  }

  void add(EndedRequest request) {
    int status = request.status();
    int known = status >= 0 && status < STATUSES ? status : 0;
    int protocol = request.protocol().equals("HTTP/1.0") ? 1 : 0;
    requests.add(index(request.route(), protocol, known), 1);
    Reason refusal = request.refusal();
    if (refusal != null) {
      refusals.add(refusal.ordinal(), 1);
    }
    bytes.add(REQUEST_BYTES, request.requestBytes());
    bytes.add(REPLY_BYTES, request.replyBytes());
    if (request.route() == Route.SCORE) {
      addTimes(request, status);
    }
  }

  private void addTimes(EndedRequest request, int status) {
    addTime(outcome(request, status).ordinal(), request.endNanos() - request.arrivalNanos());
    Timing timing = request.timing();
    addTime(Outcome.COUNT, timing.decodeNanos());
    addTime(Outcome.COUNT + 1, timing.queueNanos());
    addTime(Outcome.COUNT + 2, timing.runNanos());
    addTime(Outcome.COUNT + 3, timing.encodeNanos());
  }

  /** One that is negative is not known. */
  private void addTime(int duration, long time) {
    if (time >= 0) {
      buckets.add(duration * NanoBuckets.COUNT + NanoBuckets.index(time), 1);
      nanos.add(duration, time);
    }
  }

  private static Outcome outcome(EndedRequest request, int status) {
    if (!request.isWhole() || status == EndedRequest.CLIENT_GONE) {
      return Outcome.GONE;
    }
    return status < 400
        ? Outcome.SCORED
        : status < 500 ? Outcome.CLIENT_ERROR : Outcome.SERVER_ERROR;
  }
}

package io.scoria.pipeline;

import io.scoria.call.RequestHead;
import io.scoria.call.Route;
import io.scoria.call.Service;

/** Scores for those who may, in the time that each has. */
abstract class IdentifiedService implements Service {
  final Entrance entrance;

  IdentifiedService(Entrance entrance) {
    this.entrance = entrance;
  }

  /** Goes on with the head of a request whose sender may score. */
  abstract Opening open(RequestHead head, long timeoutMs);

  @Override
  public final Route route() {
    return Route.SCORE;
  }

  @Override
  public final Opening open(RequestHead head) {
    return switch (entrance.identify(head)) {
      case Timeouts.Asked.Not refused -> new Opening.Refused(refused.refusal());
      case Timeouts.Asked.Later later -> new Opening.Later(later.ended());
      case Timeouts.Asked.For allowed -> open(head, allowed.timeoutMs());
    };
  }
}

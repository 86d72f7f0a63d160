package io.scoria.benchmarks.load;

/** Decides when lanes send. Confined to the event loop of its lanes; never blocks. */
interface Pacer {
  /** A new lane is there, free. */
  void onConnected(Lane lane);

  /** A lane's request was answered: it is free again. */
  void onAnswered(Lane lane);

  /** A free lane has broken. */
  void onGone(Lane lane);

  /** Sends what has become due. */
  void onTime();

  /** When {@link #onTime} is wanted next; {@link ArrivalSchedule#NEVER} where it is not. */
  long wakeNanos();

  /**
   * How long a lane rests before the pacer hears that it is free.
   *
   * @param answer that scored nothing
   */
  long restNanos(Answer answer);

  /** Sends nothing from here on. */
  void stop();
}

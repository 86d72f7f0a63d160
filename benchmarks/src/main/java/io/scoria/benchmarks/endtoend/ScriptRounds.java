package io.scoria.benchmarks.endtoend;

/**
 * What was measured of one server of an entry script.
 *
 * @param name for people
 * @param rounds whose processor time is that of the server and its workers
 * @param workersShare of that processor time, of all windows together; 0 where there are none
 */
public record ScriptRounds(String name, Rounds rounds, double workersShare) {
  public double workerNanosPerRequest() {
    return rounds.serverNanosPerRequest() * workersShare;
  }

  public double serverNanosPerRequest() {
    return rounds.serverNanosPerRequest() - workerNanosPerRequest();
  }
}

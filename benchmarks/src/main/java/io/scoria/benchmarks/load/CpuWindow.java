package io.scoria.benchmarks.load;

import io.scoria.benchmarks.process.CpuMeter;
import io.scoria.benchmarks.process.CpuTime;
import io.scoria.benchmarks.process.ProcStat;

/** The processor time of everybody at one moment. */
record CpuWindow(
    CpuMeter serverMeter, CpuTime server, CpuTime client, long machineNanos, long atNanos) {
  static CpuWindow open(CpuMeter serverMeter) {
    return new CpuWindow(
        serverMeter,
        serverMeter.read(),
        CpuMeter.ofThisProcess().read(),
        ProcStat.machineBusyNanos(),
        System.nanoTime());
  }

  /** How many processors this process has kept busy since then. */
  double clientProcessors() {
    CpuTime ofClient = CpuMeter.ofThisProcess().read().minus(client);
    return (double) ofClient.totalNanos() / (System.nanoTime() - atNanos);
  }

  /** What was used since then. */
  LoadResult.Cpu close() {
    return close(clientProcessors());
  }

  /**
   * What was used since then.
   *
   * @param clientProcessors as they were told earlier: what comes after does not count for them
   */
  LoadResult.Cpu close(double clientProcessors) {
    CpuWindow now = open(serverMeter);
    CpuTime ofServer = now.server.minus(server);
    CpuTime ofClient = now.client.minus(client);
    long others = now.machineNanos - machineNanos - ofServer.totalNanos() - ofClient.totalNanos();
    return new LoadResult.Cpu(ofServer, ofClient, Math.max(0, others), clientProcessors);
  }
}

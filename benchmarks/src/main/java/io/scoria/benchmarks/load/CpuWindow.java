package io.scoria.benchmarks.load;

import io.scoria.benchmarks.process.CpuMeter;
import io.scoria.benchmarks.process.CpuTime;
import io.scoria.benchmarks.process.ProcStat;

/** The processor time of everybody at one moment. */
record CpuWindow(CpuMeter serverMeter, CpuTime server, CpuTime client, long machineNanos) {
  static CpuWindow open(CpuMeter serverMeter) {
    return new CpuWindow(
        serverMeter,
        serverMeter.read(),
        CpuMeter.ofThisProcess().read(),
        ProcStat.machineBusyNanos());
  }

  /** What was used since then. */
  LoadResult.Cpu close() {
    CpuWindow now = open(serverMeter);
    CpuTime ofServer = now.server.minus(server);
    CpuTime ofClient = now.client.minus(client);
    long others = now.machineNanos - machineNanos - ofServer.totalNanos() - ofClient.totalNanos();
    return new LoadResult.Cpu(ofServer, ofClient, Math.max(0, others));
  }
}

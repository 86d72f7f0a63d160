package io.scoria.pipeline;

import io.scoria.entry.LoadedScript;
import io.scoria.entry.ScriptCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the calls that it is given until a test ends them. */
final class FakeScript implements LoadedScript {
  final List<ScriptCall> calls = new ArrayList<>();
  Optional<String> problem = Optional.empty();
  long waitNanos;

  @Override
  public String description() {
    return "a fake";
  }

  @Override
  public Optional<String> openApi(String version) {
    return Optional.empty();
  }

  @Override
  public long predictedWaitNanos() {
    return waitNanos;
  }

  @Override
  public int waitingCalls() {
    return calls.size();
  }

  @Override
  public int runningCalls() {
    return 0;
  }

  @Override
  public Optional<String> problem() {
    return problem;
  }

  @Override
  public void submit(ScriptCall call) {
    calls.add(call);
  }

  @Override
  public boolean close(long timeoutMs) {
    return true;
  }
}

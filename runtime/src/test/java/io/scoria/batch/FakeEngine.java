package io.scoria.batch;

import io.scoria.engine.Engine;
import io.scoria.engine.Footprint;
import io.scoria.engine.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Loads what it is told to, whatever the file, and keeps with how many threads. */
final class FakeEngine implements Engine {
  final List<Integer> loaded = new ArrayList<>();
  private final Supplier<Session> sessions;

  FakeEngine(Supplier<Session> sessions) {
    this.sessions = sessions;
  }

  @Override
  public Footprint footprint(Path model) {
    return new Footprint(1, 2);
  }

  @Override
  public String description() {
    return "fake";
  }

  @Override
  public Session load(Path model, int intraOpThreads) {
    loaded.add(intraOpThreads);
    return sessions.get();
  }
}

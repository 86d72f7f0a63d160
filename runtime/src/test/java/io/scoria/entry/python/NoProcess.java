package io.scoria.entry.python;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The handle of a process that goes on until it is ended, and is none. */
@NullMarked
final class NoProcess implements ProcessHandle {
  private final CompletableFuture<ProcessHandle> exit = new CompletableFuture<>();

  @Override
  public long pid() {
    return 0;
  }

  @Override
  public Optional<ProcessHandle> parent() {
    return Optional.empty();
  }

  @Override
  public Stream<ProcessHandle> children() {
    return Stream.empty();
  }

  @Override
  public Stream<ProcessHandle> descendants() {
    return Stream.empty();
  }

  @Override
  public Info info() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<ProcessHandle> onExit() {
    return exit;
  }

  @Override
  public boolean supportsNormalTermination() {
    return true;
  }

  @Override
  public boolean destroy() {
    return exit.complete(this);
  }

  @Override
  public boolean destroyForcibly() {
    return destroy();
  }

  @Override
  public boolean isAlive() {
    return !exit.isDone();
  }

  @Override
  public int compareTo(ProcessHandle other) {
    return Integer.compare(System.identityHashCode(this), System.identityHashCode(other));
  }
}

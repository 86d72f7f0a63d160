package io.scoria.transport;

import io.netty.channel.Channel;
import io.scoria.config.ConnectionLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many connections of a listener are held at once, in all and of one address. One that is let
 * in leaves when it closes. Thread-safe.
 */
final class ConnectionGate {
  private static final int ANY_NUMBER = Integer.MAX_VALUE;

  private final int most;
  private final int mostOfAddress;
  private final AtomicInteger held = new AtomicInteger();
  private final Map<InetAddress, Integer> heldByAddress = new ConcurrentHashMap<>();

  ConnectionGate(ConnectionLimits limits) {
    most = limits.most().orElseGet(ConnectionCapacity::ofProcess);
    mostOfAddress = limits.mostOfAddress().orElse(ANY_NUMBER);
  }

  /** True where the connection is let in. */
  boolean enter(Channel connection) {
    if (held.incrementAndGet() > most) {
      held.decrementAndGet();
      return false;
    }
    InetAddress address = mostOfAddress == ANY_NUMBER ? null : addressOf(connection);
    if (address != null && !enter(address)) {
      held.decrementAndGet();
      return false;
    }
    connection.closeFuture().addListener(closed -> leave(address));
    return true;
  }

  private static @Nullable InetAddress addressOf(Channel connection) {
    return connection.remoteAddress() instanceof InetSocketAddress remote
        ? remote.getAddress()
        : null;
  }

  private boolean enter(InetAddress address) {
    if (heldByAddress.merge(address, 1, Integer::sum) <= mostOfAddress) {
      return true;
    }
    leaveAddress(address);
    return false;
  }

  private void leave(@Nullable InetAddress address) {
    held.decrementAndGet();
    if (address != null) {
      leaveAddress(address);
    }
  }

  private void leaveAddress(InetAddress address) {
    heldByAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
  }

  /** The most that are held at once. */
  int most() {
    return most;
  }
}

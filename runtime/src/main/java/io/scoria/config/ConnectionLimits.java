package io.scoria.config;

import java.util.OptionalInt;

/**
 * How many connections are held, and for how many requests each. Of those requests one is in hand
 * at a time: what a client sends ahead is read when those before it are answered.
 *
 * @param most of a listener at a time; empty where the process's descriptors and memory decide
 * @param mostOfAddress at a time from one address of clients; empty for as many as there are
 * @param mostRequests after which a connection is closed; empty for any number
 */
public record ConnectionLimits(
    OptionalInt most, OptionalInt mostOfAddress, OptionalInt mostRequests) {
  public ConnectionLimits {
    HttpLimits.requirePositive("max-connections", most.orElse(1));
    HttpLimits.requirePositive("max-connections-per-address", mostOfAddress.orElse(1));
    HttpLimits.requirePositive("max-requests-per-connection", mostRequests.orElse(1));
  }

  public static ConnectionLimits defaults() {
    return new ConnectionLimits(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
  }

  public ConnectionLimits withMost(int connections) {
    return new ConnectionLimits(OptionalInt.of(connections), mostOfAddress, mostRequests);
  }

  public ConnectionLimits withMostOfAddress(int connections) {
    return new ConnectionLimits(most, OptionalInt.of(connections), mostRequests);
  }
}

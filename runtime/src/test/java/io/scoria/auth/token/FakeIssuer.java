package io.scoria.auth.token;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** An issuer whose keys a test gives and takes. Not thread-safe. */
public final class FakeIssuer implements TrustedIssuer {
  private final String name;
  private final Map<String, Lookup> keys = new HashMap<>();
  private Set<String> scopes = Set.of();
  private Set<String> roles = Set.of();
  private Optional<Duration> maxLifetime = Optional.empty();
  private int lookups;

  public FakeIssuer(String name) {
    this.name = name;
  }

  public FakeIssuer with(Signer signer) {
    VerificationKey key = signer.verificationKey();
    keys.put(key.id(), new Lookup.Found(key));
    return this;
  }

  FakeIssuer answering(String id, Lookup lookup) {
    keys.put(id, lookup);
    return this;
  }

  FakeIssuer asked(String id, CompletableFuture<?> ended) {
    return answering(id, new Lookup.Asked(ended));
  }

  public FakeIssuer needingScope(String... anyOf) {
    scopes = Set.of(anyOf);
    return this;
  }

  FakeIssuer needingRole(String... anyOf) {
    roles = Set.of(anyOf);
    return this;
  }

  FakeIssuer living(Duration atMost) {
    maxLifetime = Optional.of(atMost);
    return this;
  }

  int lookups() {
    return lookups;
  }

  @Override
  public String issuer() {
    return name;
  }

  @Override
  public Set<String> audiences() {
    return Set.of("scoria", "api://scoria");
  }

  @Override
  public Set<String> scopes() {
    return scopes;
  }

  @Override
  public Set<String> roles() {
    return roles;
  }

  @Override
  public Optional<Duration> maxLifetime() {
    return maxLifetime;
  }

  @Override
  public Lookup key(String id) {
    lookups++;
    return keys.getOrDefault(id, new Lookup.Unknown());
  }
}

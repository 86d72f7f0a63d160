package io.scoria.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ServeConfigTest {
  @Test
  void everyComponentCanBeSet() {
    ListenerConfig scoring = new ListenerConfig("a", 1);
    ManagementConfig management =
        new ManagementConfig(new ListenerConfig("b", 2), Optional.empty());
    AuthConfig auth = AuthConfig.of(new KeyConfig.InFile(Path.of("keys")));
    TlsConfig tls = TlsConfig.of(Path.of("chain"), Path.of("key"));
    CodecLimits codec = new CodecLimits(1, 2, 33, 4, 5, 6);
    HttpLimits limits = new HttpLimits(1, 2, 3);
    ExecutionConfig execution = new ExecutionConfig(1, 2, 3, 4, 5, 6, 7, 8, PolicyOverrides.NONE);

    DrainConfig drain = new DrainConfig(1, 2);

    MemoryConfig memory = new MemoryConfig(Optional.of(new MemoryLimit(1L << 29, true)), false);
    ListenerConfig health = new ListenerConfig("h", 3);
    ScriptConfig script =
        new ScriptConfig(
            Path.of("score.py"),
            Path.of("app"),
            Path.of("source"),
            Path.of("models"),
            "python3",
            2,
            true,
            3,
            OptionalInt.of(4),
            Map.of("A", "b"));

    ServeConfig config =
        new ServeConfig(
            Optional.of(Path.of("model")),
            Optional.of(script),
            ServiceConfig.defaults(),
            scoring,
            Optional.of(management),
            Optional.of(health),
            auth,
            Optional.of(tls),
            limits,
            codec,
            execution,
            drain,
            memory,
            Optional.of(Path.of("state")),
            LogConfig.defaults());

    assertThat(config.model()).contains(Path.of("model"));
    assertThat(config.script()).contains(script);
    assertThat(config.service()).isEqualTo(ServiceConfig.defaults());
    assertThat(config.health()).contains(health);
    assertThat(config.scoring()).isEqualTo(scoring);
    assertThat(config.management()).contains(management);
    assertThat(config.auth()).isEqualTo(auth);
    assertThat(config.tls()).contains(tls);
    assertThat(config.codec()).isEqualTo(codec);
    assertThat(config.limits()).isEqualTo(limits);
    assertThat(config.execution()).isEqualTo(execution);
    assertThat(config.drain()).isEqualTo(drain);
    assertThat(config.log()).isEqualTo(LogConfig.defaults());
    assertThat(config.memory()).isEqualTo(memory);
    assertThat(config.stateFolder()).contains(Path.of("state"));
  }

  @Test
  void clientsAreLetInWithAKeyOrWithout() {
    assertThat(AuthConfig.of(new KeyConfig.InFile(Path.of("keys"))).isOpen()).isFalse();
    assertThat(AuthConfig.OPEN.isOpen()).isTrue();
  }
}

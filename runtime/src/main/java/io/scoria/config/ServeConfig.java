package io.scoria.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything that {@code serve} is told.
 *
 * @param model a model folder, or an ONNX file; empty where the script alone answers
 * @param script that answers in the place of the model; empty for none
 * @param stateFolder where what was measured is kept; empty for nowhere
 * @param management beside the scoring port; empty for none
 * @param health where {@code GET /} is answered beside the scoring port; empty for nowhere
 * @param tls of the scoring listener; empty for none
 * @param drain how it stops
 */
public record ServeConfig(
    Optional<Path> model,
    Optional<ScriptConfig> script,
    ServiceConfig service,
    ListenerConfig scoring,
    Optional<ManagementConfig> management,
    Optional<ListenerConfig> health,
    AuthConfig auth,
    Optional<TlsConfig> tls,
    HttpLimits limits,
    CodecLimits codec,
    ExecutionConfig execution,
    DrainConfig drain,
    MemoryConfig memory,
    Optional<Path> stateFolder,
    LogConfig log) {}

package io.scoria.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything that {@code serve} is told.
 *
 * @param model a model folder, or an ONNX file
 * @param stateFolder where what was measured is kept; empty for nowhere
 * @param management where health is answered beside the scoring port; empty for nowhere
 */
public record ServeConfig(
    Path model,
    ListenerConfig scoring,
    Optional<ListenerConfig> management,
    AuthConfig auth,
    HttpLimits limits,
    ExecutionConfig execution,
    Optional<Path> stateFolder) {}

package io.scoria.config;

import java.util.Optional;

/**
 * The listener for those who run the server.
 *
 * @param keys of those who may do more than ask whether it lives and is ready; empty where
 *     everybody may who reaches it, which is only for loopback
 */
public record ManagementConfig(ListenerConfig listener, Optional<KeyConfig> keys) {}

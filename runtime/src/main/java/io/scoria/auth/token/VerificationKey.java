package io.scoria.auth.token;

import java.security.PublicKey;

/**
 * A public key that an issuer signs with, and the one algorithm that its signatures are made by.
 *
 * @param id of the key (RFC 7517, section 4.5); only ever compared, never opened or fetched
 * @param algorithm a name of RFC 7518, section 3.1, or EdDSA: asymmetric ones alone
 */
public record VerificationKey(String id, String algorithm, PublicKey key) {}

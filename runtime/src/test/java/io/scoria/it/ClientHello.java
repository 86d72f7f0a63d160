package io.scoria.it;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The first record of a handshake (RFC 5246, section 7.4.1.2), whatever a good client would send.
 */
final class ClientHello {
  static final int TLS_1_0 = 0x0301;
  static final int TLS_1_1 = 0x0302;
  static final int TLS_1_2 = 0x0303;
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;

  private ClientHello() {}

  /** With extensions for curves and signatures, as a client of that version has them. */
  static byte[] of(int version, int... suites) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    put(body, 2, version);
    body.writeBytes(new byte[32]);
    put(body, 1, 0); // no session
    put(body, 2, 2 * suites.length);
    for (int suite : suites) {
      put(body, 2, suite);
    }
    put(body, 2, 0x0100); // no compression
    byte[] extensions = {
      0,
      10,
      0,
      4,
      0,
      2,
      0,
      23, // secp256r1
      0,
      11,
      0,
      2,
      1,
      0, // uncompressed points
      0,
      13,
      0,
      8,
      0,
      6,
      4,
      3,
      4,
      1,
      2,
      1 // ECDSA and RSA with SHA-256, RSA with SHA-1
    };
    put(body, 2, extensions.length);
    body.writeBytes(extensions);
    return record(version, message(body.size(), body.toByteArray()));
  }

  /** A message that tells a length, whatever follows. */
  static byte[] message(int length, byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    put(out, 1, CLIENT_HELLO);
    put(out, 3, length);
    out.writeBytes(body);
    return out.toByteArray();
  }

  static byte[] record(int version, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    put(out, 1, HANDSHAKE);
    put(out, 2, version);
    put(out, 2, content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, int bytes, int value) {
    try (DataOutputStream data = new DataOutputStream(out)) {
      for (int i = bytes - 1; i >= 0; i--) {
        data.writeByte(value >> (8 * i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

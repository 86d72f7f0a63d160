package io.scoria.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the private key of a PEM file: PKCS #8, and the older forms of RSA and EC keys. */
final class PrivateKeyFile {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "RSASSA-PSS");
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 4;
  private static final byte[] VERSION_0 = {2, 1, 0};

  private PrivateKeyFile() {}

  /**
   * Reads the key, which may be of another certificate.
   *
   * @param certified of the certificate, from which what the older forms leave out is known
   */
  static PrivateKey read(PemFile file, PublicKey certified) throws IOException {
    for (PemBlock block : file.blocks()) {
      if (block.isPrivateKey()) {
        return read(file, block, certified);
      }
    }
    throw new IOException(
        file.file()
            + " holds "
            + file.found()
            + "; it is to hold the private key of the certificate, PEM and not encrypted");
  }

  private static PrivateKey read(PemFile file, PemBlock block, PublicKey certified)
      throws IOException {
    byte[] pkcs8 =
        block.label().equals(PemBlock.PRIVATE_KEY) ? block.der() : pkcs8(block.der(), certified);
    for (String algorithm : ALGORITHMS) {
      PrivateKey key = tryRead(algorithm, pkcs8);
      if (key != null) {
        return key;
      }
    }
    throw new IOException(
        file.file()
            + " holds a private key that cannot be read, or is not of the certificate's kind ("
            + certified.getAlgorithm()
            + "); if it should be, write it anew: openssl pkey -in "
            + file.file()
            + " -out KEY");
  }

  /** Null where it is of another algorithm, or of none. */
  private static @Nullable PrivateKey tryRead(String algorithm, byte[] pkcs8) {
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (InvalidKeySpecException another) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no keys of " + algorithm, e);
    }
  }

  /** PKCS #8 (RFC 5958) around a key of RFC 8017 or RFC 5915, whose algorithm it does not name. */
  private static byte[] pkcs8(byte[] key, PublicKey certified) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(VERSION_0);
    content.writeBytes(algorithm(certified));
    content.writeBytes(der(OCTET_STRING, key));
    return der(SEQUENCE, content.toByteArray());
  }

  /** The AlgorithmIdentifier of a SubjectPublicKeyInfo (RFC 5280), whose first element it is. */
  private static byte[] algorithm(PublicKey certified) {
    byte[] info = certified.getEncoded();
    int start = contentAt(info, 0);
    int end = contentAt(info, start) + (info[start + 1] & 0xff); // always shorter than 128 bytes
    return Arrays.copyOfRange(info, start, end);
  }

  private static int contentAt(byte[] der, int at) {
    int length = der[at + 1] & 0xff;
    return at + 2 + (length < 0x80 ? 0 : length & 0x7f);
  }

  private static byte[] der(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      byte[] length = BigInteger.valueOf(content.length).toByteArray();
      int start = length[0] == 0 ? 1 : 0; // the fewest bytes that can tell it
      out.write(0x80 | (length.length - start));
      out.write(length, start, length.length - start);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}

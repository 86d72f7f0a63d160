package io.scoria.auth;

import io.scoria.call.RequestHead;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What follows {@code Bearer} in the header Authorization (RFC 6750, section 2.1), and its digest,
 * in buffers that one thread uses for one request after the other. Not thread-safe; to be cleared
 * after each request.
 */
public final class BearerCredential {
  /** Of the credential: larger ones are refused without a look at them. */
  public static final int MAX_BYTES = 16 << 10;

  private static final String SCHEME = "bearer "; // in any case
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final MessageDigest sha256 = KeyRing.sha256();
  private final byte[] value = new byte[SCHEME.length() + MAX_BYTES];
  private final byte[] digest = new byte[sha256.getDigestLength()];
  private int from;
  private int to;
  private int used;

  /** What a head has of it. */
  public enum Found {
    ABSENT,
    /** Another scheme, several headers, or too long a value. */
    NOT_BEARER,
    READ
  }

  /** Takes it from a head, in the place of what was read before. */
  public Found read(RequestHead head) {
    int length = head.copyHeader("authorization", value);
    if (length == RequestHead.ABSENT) {
      return Found.ABSENT;
    }
    used = Math.max(length, 0);
    if (!beginsWithScheme(length)) {
      return Found.NOT_BEARER;
    }
    from = SCHEME.length();
    while (from < length && value[from] == ' ') {
      from++;
    }
    to = length;
    while (to > from && value[to - 1] == ' ') {
      to--;
    }
    return Found.READ;
  }

  private boolean beginsWithScheme(int length) {
    if (length < SCHEME.length()) {
      return false;
    }
    for (int i = 0; i < SCHEME.length(); i++) {
      if (Character.toLowerCase(value[i]) != SCHEME.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Makes the digest of what was read: SHA-256. */
  public void makeDigest() {
    sha256.update(value, from, to - from);
    try {
      sha256.digest(digest, 0, digest.length);
    } catch (DigestException e) {
      throw new IllegalStateException("the digest has another length than it says", e);
    }
  }

  /** One of the four longs of the digest. */
  public long digest(int index) {
    return (long) LONGS.get(digest, index * Long.BYTES);
  }

  /** True where the digest is that one; takes the same time whether it is or not. */
  boolean hasDigest(byte[] other) {
    return MessageDigest.isEqual(digest, other);
  }

  /** A copy of what was read. */
  public byte[] bytes() {
    return Arrays.copyOfRange(value, from, to);
  }

  /** Leaves nothing of the credential here. */
  public void clear() {
    Arrays.fill(value, 0, used, (byte) 0);
    used = 0;
    from = 0;
    to = 0;
  }
}

package io.scoria.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Linux drop what asks a listening socket for a new connection, while handshakes that have
 * begun still end and what is connected can be accepted: a classic BPF program (Linux,
 * Documentation/networking/filter.rst) that sees a segment from its TCP header on (RFC 9293,
 * section 3.1). Who is dropped tries again after a second, and is told by the system, once the
 * socket is closed, that nobody listens.
 */
final class SynFilter {
  private static final Logger LOG = LoggerFactory.getLogger(SynFilter.class);

  /** Where these numbers are those of the system; elsewhere there is no filter. */
  private static final Set<String> KNOWN = Set.of("amd64", "x86_64", "aarch64");

  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_FILTER = 26;

  private static final short LOAD_BYTE = 0x30;
  private static final short AND = 0x54;
  private static final short JUMP_IF_EQUAL = 0x15;
  private static final short RETURN = 0x06;

  private static final int FLAGS_OFFSET = 13;
  private static final int SYN = 0x02;
  private static final int ACK = 0x10;
  private static final int DROP = 0;
  private static final int KEEP = -1; // all of its bytes

  private static final int INSTRUCTIONS = 5;
  private static final int INSTRUCTION_BYTES = 8;
  private static final int PROGRAM_BYTES = 16; // a length, and an address of 64 bits

  private SynFilter() {}

  /**
   * Does nothing where the system has no such filter: then the queue is emptied as well as can be.
   */
  static void addTo(Channel listener) {
    if (!(listener instanceof EpollServerSocketChannel epoll)
        || !KNOWN.contains(System.getProperty("os.arch", ""))) {
      return;
    }
    ByteBuffer instructions = direct(INSTRUCTIONS * INSTRUCTION_BYTES);
    put(instructions, LOAD_BYTE, 0, 0, FLAGS_OFFSET);
    put(instructions, AND, 0, 0, SYN | ACK);
    put(instructions, JUMP_IF_EQUAL, 0, 1, SYN);
    put(instructions, RETURN, 0, 0, DROP);
    put(instructions, RETURN, 0, 0, KEEP);
    ByteBuffer program = direct(PROGRAM_BYTES);
    program.putShort(0, (short) INSTRUCTIONS);
    program.putLong(8, MemorySegment.ofBuffer(instructions.flip()).address());
    try {
      epoll
          .config()
          .setOption(
              new RawUnixChannelOption(
                  "SO_ATTACH_FILTER", SOL_SOCKET, SO_ATTACH_FILTER, PROGRAM_BYTES),
              program);
    } catch (ChannelException e) { // as where a sandbox forbids it
      LOG.debug("connections that come while the listener closes may be reset", e);
    } finally {
      Reference.reachabilityFence(instructions); // the system reads them by their address
    }
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static void put(ByteBuffer to, short code, int jumpIfTrue, int jumpIfFalse, int k) {
    to.putShort(code).put((byte) jumpIfTrue).put((byte) jumpIfFalse).putInt(k);
  }
}

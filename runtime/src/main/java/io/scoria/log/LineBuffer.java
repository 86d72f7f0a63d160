package io.scoria.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last lines of the log, bounded in number and in bytes. Thread-safe. */
final class LineBuffer {
  private final int maxLines;
  private final long maxBytes;
  private final Deque<byte[]> lines = new ArrayDeque<>();
  private long bytes;

  LineBuffer(int maxLines, long maxBytes) {
    this.maxLines = maxLines;
    this.maxBytes = maxBytes;
  }

  /** Adds what is written for an entry; the oldest make room. */
  synchronized void add(byte[] line) {
    lines.add(line);
    bytes += line.length;
    while (lines.size() > maxLines || (bytes > maxBytes && lines.size() > 1)) {
      bytes -= lines.remove().length;
    }
  }

  /** At most so many of the newest, in the order that they came. */
  synchronized List<byte[]> newest(int most) {
    List<byte[]> all = new ArrayList<>(lines);
    return all.subList(Math.max(0, all.size() - most), all.size());
  }
}

package io.scoria.codec;

import io.scoria.tensor.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The shape of nested arrays, found as they are read: every array of one depth must have the same
 * length, and every element the same depth. Not thread-safe.
 */
final class Nesting {
  private static final long UNKNOWN = -1;

  private static final int USUAL_DEPTH = 8;

  private String path = "";

  private long[] lengths = new long[USUAL_DEPTH];
  private long[] counts = new long[USUAL_DEPTH];
  private int depth;
  private int deepest;
  private int elementDepth = (int) UNKNOWN;
  private long elements;
  private Shape last = Shape.SCALAR; // that was asked for

  Nesting() {
    Arrays.fill(lengths, UNKNOWN);
  }

  /**
   * As new, for a value that stands at {@code path} in the body.
   *
   * @param path for messages: {@code data.x}
   */
  void reset(String path) {
    this.path = path;
    Arrays.fill(lengths, UNKNOWN);
    depth = 0;
    deepest = 0;
    elementDepth = (int) UNKNOWN;
    elements = 0;
  }

  int depth() {
    return depth;
  }

  long elements() {
    return elements;
  }

  /** The shape so far; whole once every array is closed. */
  Shape shape() {
    int rank = elementDepth == UNKNOWN ? deepest : elementDepth;
    if (!isLast(rank)) {
      last = Shape.of(Arrays.copyOf(lengths, rank));
    }
    return last;
  }

  /** True where the shape is the last one again, as it is for most requests to a model. */
  private boolean isLast(int rank) {
    boolean same = rank == last.rank();
    for (int axis = 0; same && axis < rank; axis++) {
      same = lengths[axis] == last.dim(axis);
    }
    return same;
  }

  /** Null, or what is wrong with an array here. */
  @Nullable String open() {
    if (elementDepth != UNKNOWN && depth >= elementDepth) {
      return where() + " is an array where the elements before it are values.";
    }
    if (depth > 0) {
      counts[depth - 1]++;
    }
    if (depth == counts.length) {
      grow();
    }
    counts[depth++] = 0;
    deepest = Math.max(deepest, depth);
    return null;
  }

  private void grow() {
    int known = counts.length;
    counts = Arrays.copyOf(counts, 2 * known);
    lengths = Arrays.copyOf(lengths, 2 * known);
    Arrays.fill(lengths, known, lengths.length, UNKNOWN);
  }

  /** Null, or what is wrong with ending an array here. */
  @Nullable String close() {
    depth--;
    long count = counts[depth];
    if (lengths[depth] == UNKNOWN) {
      lengths[depth] = count;
    }
    if (lengths[depth] == count) {
      return null;
    }
    return place(depth, 1)
        + " has length "
        + count
        + ", the ones before it "
        + lengths[depth]
        + ".";
  }

  /** Null, or what is wrong with a value here. */
  @Nullable String element() {
    if (elementDepth == UNKNOWN && deepest <= depth) {
      elementDepth = depth;
    }
    if (elementDepth != depth) {
      return where() + " is a value where the elements before it are arrays.";
    }
    if (depth > 0) {
      counts[depth - 1]++;
    }
    elements++;
    return null;
  }

  /** True where a value may stand in the array that is open. */
  boolean isElementDepth() {
    return depth > 0 && depth == elementDepth;
  }

  /** Counts values where {@link #isElementDepth}. */
  void addElements(int count) {
    counts[depth - 1] += count;
    elements += count;
  }

  /** Where the next value stands: {@code data[2][0]}. */
  String where() {
    return place(depth, 0);
  }

  /** Where the value stands that was counted last. */
  String whereLast() {
    return place(depth, 1);
  }

  /** The place {@code levels} arrays deep, of the item {@code back} before the next. */
  private String place(int levels, int back) {
    StringBuilder text = new StringBuilder(path);
    for (int i = 0; i < levels; i++) {
      long index = counts[i] - (i == levels - 1 ? back : 1);
      text.append('[').append(index).append(']');
    }
    return text.toString();
  }
}

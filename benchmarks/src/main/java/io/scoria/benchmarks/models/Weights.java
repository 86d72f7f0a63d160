package io.scoria.benchmarks.models;

import java.util.SplittableRandom;

/**
 * Weights from a seed, in the order in which they are asked for. Their variance is 2 / fan-in, so
 * that activations neither grow nor vanish through layers of ReLU (He et al. 2015, "Delving Deep
 * into Rectifiers"). Not thread-safe.
 */
final class Weights {
  private static final double BIAS = 0.1;

  private final SplittableRandom random;

  Weights(long seed) {
    random = new SplittableRandom(seed);
  }

  float[] next(int count, int fanIn) {
    return uniform(count, Math.sqrt(6.0 / fanIn));
  }

  float[] nextBias(int count) {
    return uniform(count, BIAS);
  }

  private float[] uniform(int count, double bound) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-bound, bound);
    }
    return values;
  }
}

package io.scoria.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The seeds of a fuzz test, and inputs that are nearly one of them: always the same ones, so that a
 * test on them can be repeated. Not thread-safe.
 */
public final class Mutants {
  private static final long SEED = 20261124;
  private static final int MOST_CHANGES = 4;
  private static final int LONGEST = 8192;

  /** Numbers at which lengths and shapes go wrong. */
  private static final List<String> NUMBERS =
      List.of("0", "-1", "1", "255", "65536", "2147483647", "4294967296", "9223372036854775808");

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<byte[]> seeds;

  private Mutants(List<byte[]> seeds) {
    this.seeds = seeds;
  }

  /**
   * Has each seed checked, and then so many mutants.
   *
   * @param test the class of the fuzz test
   * @param method its name, which the folder of the seeds has too
   */
  public static void check(Class<?> test, String method, int count, Consumer<byte[]> check) {
    List<byte[]> seeds = seeds(test, method);
    seeds.forEach(seed -> check(seed, check));
    Mutants mutants = new Mutants(seeds);
    for (int i = 0; i < count; i++) {
      check(mutants.next(), check);
    }
  }

  private static void check(byte[] input, Consumer<byte[]> check) {
    try {
      check.accept(input.clone());
    } catch (RuntimeException | Error e) {
      String text = Base64.getEncoder().encodeToString(input);
      throw new AssertionError("the input is, in base64, " + text + ": " + e, e);
    }
  }

  private static List<byte[]> seeds(Class<?> test, String method) {
    String name = test.getSimpleName() + "Inputs/" + method;
    URL folder = test.getResource(name);
    if (folder == null) {
      throw new AssertionError("there is no folder of seeds " + name);
    }
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files.sorted().map(Mutants::read).toList();
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] next() {
    byte[] input = anySeed();
    for (int left = random.nextInt(1, MOST_CHANGES + 1); left > 0; left--) {
      input = mutate(input);
    }
    return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
  }

  private byte[] anySeed() {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private byte[] mutate(byte[] input) {
    int from = random.nextInt(input.length + 1);
    int to = Math.min(input.length, from + random.nextInt(9));
    return switch (random.nextInt(9)) {
      case 0 -> replace(input, from, to, new byte[0]);
      case 1 -> replace(input, from, from, bytes(random.nextInt(1, 9)));
      case 2 -> replace(input, from, to, new byte[] {(byte) random.nextInt(256)});
      case 3 -> replace(input, from, from, Arrays.copyOfRange(input, from, to)); // twice
      case 4 -> Arrays.copyOf(input, from);
      case 5 -> replace(input, from, to, piece(anySeed()));
      case 6 -> replace(input, from, to, number());
      case 7 -> replace(input, from, input.length, tail(anySeed())); // one into another
      default -> flipBit(input, from);
    };
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] piece(byte[] of) {
    int from = random.nextInt(of.length + 1);
    return Arrays.copyOfRange(of, from, Math.min(of.length, from + random.nextInt(1, 64)));
  }

  private byte[] tail(byte[] of) {
    return Arrays.copyOfRange(of, random.nextInt(of.length + 1), of.length);
  }

  private byte[] number() {
    String text = NUMBERS.get(random.nextInt(NUMBERS.size()));
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  private byte[] flipBit(byte[] input, int at) {
    byte[] flipped = input.clone();
    if (at < flipped.length) {
      flipped[at] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private static byte[] replace(byte[] input, int from, int to, byte[] with) {
    byte[] result = Arrays.copyOf(input, from + with.length + input.length - to);
    System.arraycopy(with, 0, result, from, with.length);
    System.arraycopy(input, to, result, from + with.length, input.length - to);
    return result;
  }
}

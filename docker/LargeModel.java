import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Writes an ONNX model of a given size, to try what fits into memory: layers of 2048 x 2048 floats, 16
 * MiB each, one after the other. Arguments: the folder that is made, the MiB, and {@code beside} for
 * weights that lie in a file of their own. Field numbers are those of onnx.proto3.
 */
final class LargeModel {
  private static final int WIDTH = 2048;
  private static final int LAYER_BYTES = 4 * WIDTH * WIDTH;
  private static final int FLOAT = 1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    int layers = Math.max(1, (int) ((Long.parseLong(args[1]) << 20) / LAYER_BYTES));
    boolean beside = args.length > 2 && args[2].equals("beside");
    Path inside = folder.resolve("model.onnx");
    Path weights = beside ? folder.resolve("weights") : inside;
    byte[] graph = graph(layers, beside);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(inside))) {
      LargeModel head = new LargeModel().number(1, 8);
      head.message(8, new LargeModel().number(2, 16)); // opset
      long length = graph.length + (beside ? 0 : layers * (tensor(0, false).length + 6L + rawHead().length + LAYER_BYTES));
      head.key(7, 2).varint(length);
      head.bytes.writeTo(out);
      out.write(graph);
      for (int i = 0; !beside && i < layers; i++) {
        byte[] tensor = tensor(i, false);
        LargeModel open = new LargeModel();
        open.key(5, 2).fixedVarint(tensor.length + rawHead().length + LAYER_BYTES);
        open.bytes.writeTo(out);
        out.write(tensor);
        out.write(rawHead());
        layer(i, out);
      }
    }
    if (beside) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(weights))) {
        for (int i = 0; i < layers; i++) {
          layer(i, out);
        }
      }
    }
  }

  private static byte[] graph(int layers, boolean beside) {
    LargeModel graph = new LargeModel().text(2, "large");
    for (int i = 0; i < layers; i++) {
      LargeModel node = new LargeModel().text(1, "x" + i).text(1, name(i)).text(2, "x" + (i + 1));
      graph.message(1, node.text(4, "MatMul"));
      if (beside) {
        LargeModel tensor = new LargeModel();
        tensor.bytes.writeBytes(tensor(i, true));
        graph.message(5, tensor);
      }
    }
    graph.message(11, value("x0"));
    return graph.message(12, value("x" + layers)).bytes.toByteArray();
  }

  private static String name(int layer) {
    return String.format("w%06d", layer); // all of the same length
  }

  private static LargeModel value(String name) {
    LargeModel shape = new LargeModel();
    shape.message(1, new LargeModel().text(2, "n"));
    shape.message(1, new LargeModel().number(1, WIDTH));
    LargeModel tensor = new LargeModel().number(1, FLOAT).message(2, shape);
    return new LargeModel().text(1, name).message(2, new LargeModel().message(1, tensor));
  }

  private static byte[] tensor(int layer, boolean beside) {
    LargeModel tensor = new LargeModel().number(1, WIDTH).number(1, WIDTH).number(2, FLOAT);
    tensor.text(8, name(layer));
    if (beside) {
      tensor.entry("location", "weights").entry("offset", "" + (long) layer * LAYER_BYTES);
      tensor.entry("length", "" + LAYER_BYTES).number(14, 1);
    }
    return tensor.bytes.toByteArray();
  }

  private LargeModel entry(String key, String value) {
    return message(13, new LargeModel().text(1, key).text(2, value));
  }

  private static byte[] rawHead() {
    return new LargeModel().key(9, 2).varint(LAYER_BYTES).bytes.toByteArray();
  }

  private static void layer(int seed, OutputStream out) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] row = new byte[4 * WIDTH];
    for (int r = 0; r < WIDTH; r++) {
      for (int c = 0; c < WIDTH; c++) {
        int bits = Float.floatToIntBits((float) ((random.nextDouble() - 0.5) / 32));
        for (int b = 0; b < 4; b++) {
          row[4 * c + b] = (byte) (bits >> 8 * b);
        }
      }
      out.write(row);
    }
  }

  private LargeModel number(int field, long value) {
    return key(field, 0).varint(value);
  }

  private LargeModel text(int field, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    key(field, 2).varint(utf8.length).bytes.writeBytes(utf8);
    return this;
  }

  private LargeModel message(int field, LargeModel value) {
    key(field, 2).varint(value.bytes.size()).bytes.writeBytes(value.bytes.toByteArray());
    return this;
  }

  private LargeModel key(int field, int wireType) {
    return varint((long) field << 3 | wireType);
  }

  private LargeModel varint(long value) {
    for (; (value & ~0x7FL) != 0; value >>>= 7) {
      bytes.write((int) (value & 0x7F | 0x80));
    }
    bytes.write((int) value);
    return this;
  }

  /** In five bytes, whatever the value. */
  private LargeModel fixedVarint(long value) {
    for (int i = 0; i < 4; i++) {
      bytes.write((int) (value >>> 7 * i & 0x7F | 0x80));
    }
    bytes.write((int) (value >>> 28));
    return this;
  }
}

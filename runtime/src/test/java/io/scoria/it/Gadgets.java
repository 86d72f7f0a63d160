package io.scoria.it;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Ways to write something so that one server reads it and another does not: what has been found in
 * servers, and bytes of every kind at each place. Bytes are characters here.
 */
final class Gadgets {
  /** Each that is no letter or digit, one of each of these, and some beyond ASCII. */
  static final String BYTES = bytes();

  private Gadgets() {}

  private static String bytes() {
    StringBuilder bytes = new StringBuilder("aZ5\u0080\u0085\u00a0\u00ad\u00c3\u00e2\u00ff");
    for (char c = 0; c < 0x80; c++) {
      if (!Character.isLetterOrDigit(c)) {
        bytes.append(c);
      }
    }
    return bytes.toString();
  }

  /** Header lines, without their last CRLF, that some server takes for this one. */
  static List<String> ofHeader(String name, String value) {
    Set<String> all = new LinkedHashSet<>(List.of(name + ": " + value));
    int middle = name.indexOf('-');
    for (int i = 0; i < BYTES.length(); i++) {
      char c = BYTES.charAt(i);
      all.add(c + name + ": " + value);
      all.add(name + c + ": " + value);
      all.add(name + ":" + c + value);
      all.add(name + ": " + c + value);
      all.add(name + ": " + value + c);
      all.add(name + c + value);
      all.add(name.substring(0, middle) + c + name.substring(middle + 1) + ": " + value);
      all.add("X: y" + c + name + ": " + value);
      all.add(name + ": " + value + c + "x");
      all.add(name + ": x" + c + value);
    }
    all.addAll(written(name, value));
    return List.copyOf(all);
  }

  private static List<String> written(String name, String value) {
    String line = name + ": " + value;
    List<String> all = new ArrayList<>();
    for (String fold : List.of("\r\n ", "\r\n\t", "\n ", "\n\t", "\r ", "\r\n  \t", "\r\n \r\n ")) {
      all.add(name + ":" + fold + value);
      all.add(name + fold + ": " + value);
      all.add(line + fold);
      all.add(line + fold + "x");
      all.add("X: y" + fold + line);
      all.add(fold + line);
    }
    for (String end : List.of("\n", "\r", "\r\r\n", "\n\r\n", "\n\n")) {
      all.add("X: y" + end + line);
      all.add(line + end + "X: y");
    }
    all.add(name.toLowerCase(java.util.Locale.ROOT) + ":" + value);
    all.add(name.toUpperCase(java.util.Locale.ROOT) + ":\t" + value + "\t ");
    all.add(name.replace('-', '_') + ": " + value);
    all.add(name.replace("-", "") + ": " + value);
    all.add("X-" + line);
    all.add(name + " : " + value);
    all.add(name + "\t:" + value);
    all.add(name + ": \"" + value + "\"");
    all.add(name + ": '" + value + "'");
    all.add(line + ", " + value);
    all.add(line + "," + value);
    all.add(line + ",");
    all.add(name + ": ," + value);
    all.add(line + ", identity");
    all.add(name + ": identity, " + value);
    all.add(line + ", x" + value);
    all.add(name + ": x" + value);
    all.add(name + ": " + value + "x");
    all.add(name + ": gzip, " + value);
    all.add(line + ";q=1");
    all.add(line + " ; a=b");
    all.add(name + ": ");
    all.add(name + ":");
    all.add(name);
    all.add(line + "\r\n" + line);
    all.add(line + "\r\n" + name + ": x");
    all.add(name + ": x\r\n" + line);
    all.add(line + "\r\n" + name + ": ");
    all.add(line + "\r\n" + name.toLowerCase(java.util.Locale.ROOT) + ": identity");
    all.add(line.replace("c", "\u00c7"));
    all.add(line.replace("k", "\u00e2\u0084\u00aa")); // the sign of kelvin, as UTF-8
    all.add(line.replace("e", "\u00c4\u00b1"));
    all.add("Connection: " + name + "\r\n" + line);
    all.add("Connection: close, " + name + "\r\n" + line);
    return all;
  }

  /** Ways to write a length. */
  static List<String> ofNumber(String number) {
    return List.of(
        "+" + number,
        "-" + number,
        "0" + number,
        "00000000000000000000" + number,
        "0x" + number,
        "0o" + number,
        number + ".0",
        number + "e0",
        number + "_0",
        number + " 0",
        number + "L",
        number + ";",
        "\"" + number + "\"",
        number + ", " + number,
        number + "," + number,
        "18446744073709551616",
        "18446744073709551621",
        "9223372036854775808",
        "99999999999999999999999999999999999999",
        "4294967296",
        "4294967301");
  }

  /** Lines, with their ends, that some server takes for the size of a chunk. */
  static List<String> ofChunkSize(String size) {
    Set<String> all = new LinkedHashSet<>(List.of(size + "\r\n"));
    for (int i = 0; i < BYTES.length(); i++) {
      char c = BYTES.charAt(i);
      all.add(c + size + "\r\n");
      all.add(size + c + "\r\n");
      all.add(size + c + "\n");
      all.add(size + ";" + c + "\r\n");
      all.add(size + ";a" + c + "b\r\n");
      all.add(size + ";a=" + c + "b\r\n");
      all.add(size + ";a=\"" + c + "\"\r\n");
      all.add(size + ";a=\"b" + c + "\r\n");
      all.add(size + "\r" + c);
    }
    for (String number : ofNumber(size)) {
      all.add(number + "\r\n");
    }
    all.addAll(
        List.of(
            size + "\n",
            size + "\r",
            size + "\n\r",
            size + ";\n" + size + "\r\n",
            size + ";a=\"\r\n\"\r\n",
            size + ";a=\"\n\"\r\n",
            size + ";a=b\n",
            size + ";a\nX: y\r\n",
            "\r\n" + size + "\r\n",
            "\r\n",
            "",
            "fffffffffffffff0" + size + "\r\n",
            "ffffffffffffffff\r\n",
            "10000000000000000" + size + "\r\n",
            "100000000" + size + "\r\n",
            "8000000000000000\r\n"));
    return List.copyOf(all);
  }
}

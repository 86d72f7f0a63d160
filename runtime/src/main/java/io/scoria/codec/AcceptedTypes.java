package io.scoria.codec;

import io.scoria.call.Reply;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a client accepts of the two forms of an answer (RFC 9110, section 12.5.1). Binary has to be
 * named to be preferred; where both are accepted alike, JSON is, if it is named too. Who accepts
 * neither gets JSON, as that section allows.
 */
final class AcceptedTypes {
  private static final String ALL = "*/*";
  private static final String APPLICATION = "application/*";
  private static final Pattern WEIGHT = Pattern.compile("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)");
  private static final double UNNAMED = -1;

  private double binary = UNNAMED; // quality, as of the others
  private double json = UNNAMED;
  private double application = UNNAMED;
  private double all = UNNAMED;

  /**
   * Reads the values of the header.
   *
   * @param values none where there is no such header
   */
  AcceptedTypes(List<String> values) {
    for (String value : values) {
      for (String range : value.split(",", -1)) {
        add(range.toLowerCase(Locale.ROOT).split(";", -1));
      }
    }
  }

  private void add(String[] range) {
    double quality = quality(range);
    switch (range[0].strip()) {
      case Reply.BINARY -> binary = Math.max(binary, quality);
      case Reply.JSON -> json = Math.max(json, quality);
      case APPLICATION -> application = Math.max(application, quality);
      case ALL -> all = Math.max(all, quality);
      default -> {} // of no form that there is
    }
  }

  /** The weight of a range; 1 where it has none that can be read. */
  private static double quality(String[] range) {
    for (int i = 1; i < range.length; i++) {
      String parameter = range[i].strip();
      if (WEIGHT.matcher(parameter).matches()) {
        return Double.parseDouble(parameter.substring(2));
      }
    }
    return 1;
  }

  boolean prefersBinary() {
    double jsonQuality = jsonQuality();
    return binary > 0 && (binary > jsonQuality || (binary == jsonQuality && json == UNNAMED));
  }

  /** True where JSON is accepted too. */
  boolean takesJson() {
    return jsonQuality() > 0;
  }

  private double jsonQuality() {
    if (json != UNNAMED) {
      return json;
    }
    return application != UNNAMED ? application : all;
  }
}

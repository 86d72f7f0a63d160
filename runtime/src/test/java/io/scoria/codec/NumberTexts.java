package io.scoria.codec;

import java.math.BigDecimal;
import java.util.SplittableRandom;

/** Makes up numbers in JSON's form, easy and hard. */
final class NumberTexts {
  private final SplittableRandom random;

  NumberTexts(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A sign, 1 to {@code maxDigits} digits, perhaps a point among them, perhaps an exponent. */
  String any(int maxDigits, int maxExponent) {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
    int count = random.nextInt(1, maxDigits + 1);
    int whole = random.nextInt(3) == 0 ? count : random.nextInt(1, count + 1);
    appendDigits(text, whole);
    if (whole < count) {
      text.append('.');
      appendFraction(text, count - whole);
    }
    if (maxExponent > 0 && random.nextBoolean()) {
      appendExponent(text, maxExponent);
    }
    return text.toString();
  }

  /** The same value with zeros that do not count, or the exponent moved. */
  String rewritten(BigDecimal value) {
    BigDecimal wider = value.setScale(Math.max(value.scale(), 0) + random.nextInt(4));
    return switch (random.nextInt(3)) {
      case 0 -> wider.toPlainString();
      case 1 -> wider.unscaledValue() + "e" + -wider.scale();
      default -> scientific(wider);
    };
  }

  private String scientific(BigDecimal value) {
    String digits = value.unscaledValue().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String sign = random.nextBoolean() ? "E+00" : "e0";
    int exponent = digits.length() - 1 - value.scale();
    return digits.charAt(0) + fraction + (exponent < 0 ? "e" + exponent : sign + exponent);
  }

  private void appendDigits(StringBuilder text, int count) {
    if (count == 1) {
      text.append((char) ('0' + random.nextInt(10)));
      return;
    }
    text.append((char) ('1' + random.nextInt(9)));
    appendFraction(text, count - 1);
  }

  /** Runs of zeros and nines are what goes wrong, so they are frequent. */
  private void appendFraction(StringBuilder text, int count) {
    int kind = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      boolean run = kind < 2 && random.nextInt(8) != 0;
      text.append(run ? (kind == 0 ? '0' : '9') : (char) ('0' + random.nextInt(10)));
    }
  }

  private void appendExponent(StringBuilder text, int max) {
    text.append(random.nextBoolean() ? 'e' : 'E');
    int exponent = random.nextInt(-max, max + 1);
    text.append(exponent >= 0 && random.nextBoolean() ? "+" : "").append(exponent);
  }
}

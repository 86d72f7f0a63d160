package io.scoria.benchmarks.report;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads a picture with the JDK's XML parser, which refuses what is not well-formed. */
final class Svg {
  private Svg() {}

  static Document parse(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
  }

  /** An attribute of every element of that name, in order. */
  static double[] numbers(Document svg, String element, String attribute) {
    NodeList found = svg.getElementsByTagName(element);
    double[] numbers = new double[found.getLength()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Double.parseDouble(((Element) found.item(i)).getAttribute(attribute));
    }
    return numbers;
  }
}

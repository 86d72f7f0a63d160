package io.scoria.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;

/** A certificate for people: one line, whatever it holds. */
final class CertificateText {
  private static final int DNS_NAME = 2; // GeneralName (RFC 5280, section 4.2.1.6)
  private static final int IP_ADDRESS = 7;
  private static final int MAX_CHARS = 500;

  private CertificateText() {}

  static String of(X509Certificate certificate) {
    return "%s, for %s, valid until %s"
        .formatted(
            subject(certificate),
            line(String.join(", ", names(certificate))),
            date(certificate.getNotAfter()));
  }

  static String subject(X509Certificate certificate) {
    return line(certificate.getSubjectX500Principal().getName());
  }

  static String date(Date date) {
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME
        .withZone(ZoneOffset.UTC)
        .format(date.toInstant())
        .concat("Z");
  }

  /** The names and addresses that clients may reach it by. */
  static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      for (List<?> name : all == null ? List.<List<?>>of() : all) {
        if (name.getFirst().equals(DNS_NAME) || name.getFirst().equals(IP_ADDRESS)) {
          names.add(String.valueOf(name.getLast()));
        }
      }
    } catch (CertificateParsingException e) {
      names.clear();
    }
    return names.isEmpty() ? List.of("no name that clients look at") : names;
  }

  private static String line(String text) {
    String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
    return printable.length() > MAX_CHARS ? printable.substring(0, MAX_CHARS) + "..." : printable;
  }
}

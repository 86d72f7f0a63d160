package io.scoria.server;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import io.scoria.call.Service;
import io.scoria.config.ListenerConfig;
import java.util.List;
import java.util.Locale;

/**
 * A service that pages of a browser cannot use, whatever their origin: not by asking this machine
 * for it, nor by giving it another name in the DNS (rebinding). A browser names the origin of what
 * it sends on behalf of a page, and in Host the name that it looked up.
 *
 * @param host that the listener was told to listen on
 * @param anyHost true where whoever asks has to have a key, which no browser sends by itself
 */
record OwnHost(Service service, String host, boolean anyHost) implements Service {
  private static final Opening FOREIGN =
      new Opening.Refused(
          new Refusal(
              Reason.FOREIGN_ORIGIN,
              "This is not for pages of a browser: ask without the header Origin, and with the"
                  + " address of this machine in Host, such as 127.0.0.1."));

  @Override
  public Opening open(RequestHead head) {
    boolean page = !head.headers("origin").isEmpty() || isFromOtherSite(head);
    return page || !(anyHost || isOwn(head.headers("host"), host)) ? FOREIGN : service.open(head);
  }

  /** As browsers say it of what a page asks for (Fetch Metadata); none is what a person typed. */
  private static boolean isFromOtherSite(RequestHead head) {
    List<String> sites = head.headers("sec-fetch-site");
    return !sites.isEmpty() && !sites.equals(List.of("none"));
  }

  /** True where it is one name, of the loopback or the one that the listener was given. */
  static boolean isOwn(List<String> hosts, String host) {
    if (hosts.size() != 1) {
      return false;
    }
    String name = withoutPort(hosts.getFirst().toLowerCase(Locale.ROOT));
    return ListenerConfig.isLoopback(name) || name.equals(host.toLowerCase(Locale.ROOT));
  }

  private static String withoutPort(String authority) {
    int colon = authority.lastIndexOf(':');
    boolean bracketed = authority.startsWith("[");
    boolean hasPort =
        bracketed ? colon > authority.indexOf(']') : colon >= 0 && authority.indexOf(':') == colon;
    return hasPort ? authority.substring(0, colon) : authority;
  }
}

package io.scoria.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A head made of the header lines that a test gives it. */
public class FakeHead implements RequestHead {
  private final List<String[]> lines = new ArrayList<>();

  private @Nullable Loop loop;

  /** Says that the request came in on this loop. */
  public FakeHead on(Loop its) {
    loop = its;
    return this;
  }

  /** Adds a header line. */
  public FakeHead with(String name, String value) {
    lines.add(new String[] {name, value});
    return this;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String target() {
    return "/score";
  }

  @Override
  public List<Header> headers() {
    return lines.stream().map(line -> new Header(line[0], line[1])).toList();
  }

  @Override
  public RequestIdentity identity() {
    return RequestIdentity.NONE;
  }

  @Override
  public List<String> headers(String name) {
    return lines.stream()
        .filter(line -> line[0].equalsIgnoreCase(name))
        .map(line -> line[1])
        .toList();
  }

  @Override
  public @Nullable Loop loop() {
    return loop;
  }

  @Override
  public long bodyBytes() {
    return UNKNOWN_LENGTH;
  }
}

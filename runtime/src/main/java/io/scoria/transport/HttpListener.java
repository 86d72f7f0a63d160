package io.scoria.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.scoria.config.HttpLimits;
import io.scoria.config.ListenerConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A listening port and its connections; owns both. */
public final class HttpListener implements AutoCloseable {
  /** What is read of one connection before the next has its turn: at most so often so much. */
  private static final int MAX_READS = 4;

  private static final int MAX_READ_BYTES = 64 << 10;
  private static final int BACKLOG = 1024;

  /**
   * Connections accepted in one iteration of the listener's loop. Where batches fill the
   * iterations, Netty's 16 let hundreds of clients that come at once wait for most of a second.
   */
  private static final int MAX_ACCEPTS = 256;

  private static final long CLOSE_MS = 2000; // a loop that does not answer is not waited for
  private static final long GIVE_UP_MS = 1000; // in which clients may take that they are refused

  private final Channel server;
  private final AcceptQueue queue;
  private final Connections connections;
  private final EventLoops loops;

  private HttpListener(
      Channel server, AcceptQueue queue, Connections connections, EventLoops loops) {
    this.server = server;
    this.queue = queue;
    this.connections = connections;
    this.loops = loops;
  }

  /**
   * Listens.
   *
   * @throws IOException if the address cannot be listened on; the message says what to do
   */
  public static HttpListener bind(
      EventLoops loops, ListenerConfig config, Routes routes, HttpLimits limits)
      throws IOException {
    return bind(loops, config, routes, limits, Optional.empty());
  }

  /**
   * Listens.
   *
   * @param tls that its connections speak, which the caller closes after it; empty for none
   * @throws IOException if the address cannot be listened on; the message says what to do
   */
  public static HttpListener bind(
      EventLoops loops,
      ListenerConfig config,
      Routes routes,
      HttpLimits limits,
      Optional<ServerTls> tls)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
    if (address.isUnresolved()) {
      throw new IOException(
          "there is no address for '" + config.host() + "'; see --host and --management-host");
    }
    Connections connections = new Connections();
    AcceptQueue queue = new AcceptQueue();
    HeadCheck headCheck = new HeadCheck(routes, limits);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops.group())
            .channel(EventLoops.channelType())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new ServerChannelRecvByteBufAllocator()
                    .respectMaybeMoreData(false) // by which epoll would accept one
                    .maxMessagesPerRead(MAX_ACCEPTS))
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(64, 2048, MAX_READ_BYTES)
                    .maxMessagesPerRead(MAX_READS))
            .handler(new Accepting(queue))
            .childHandler(new Initializer(connections, headCheck, limits, loops, tls))
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw explain(config, bound.cause());
    }
    return new HttpListener(bound.channel(), queue, connections, loops);
  }

  private static IOException explain(ListenerConfig config, Throwable cause) {
    String at = config.host() + ":" + config.port();
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("already in use")) {
      return new IOException(
          "%s is in use by another process; end that, or choose another port with --port N or SERVER_PORT (--management-port N)"
              .formatted(at),
          cause);
    }
    if (text.contains("permission denied")) {
      return new IOException(
          at + " may not be listened on; choose a port of 1024 or higher", cause);
    }
    return new IOException(at + " cannot be listened on: " + cause.getMessage(), cause);
  }

  /** Those that its connections are served by. */
  public EventLoops loops() {
    return loops;
  }

  /** Connections that have been accepted and are open. */
  int openConnections() {
    return connections.count();
  }

  /** The port listened on, which is another than the configured one where that was 0. */
  public int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /**
   * From here on every response, also on a connection that is still to come, tells its client that
   * the connection ends with it. Blocks until those that are open now have ended.
   *
   * @param idleMs for which a client may go on without a request before its connection is closed
   * @param waitMs for which this blocks at most
   */
  public void letGo(int idleMs, int waitMs) {
    connections.leave(idleMs);
    connections.awaitNone(waitMs);
  }

  /**
   * Stops listening, without a loss: what the system has connected is accepted beforehand. Blocks
   * for a moment.
   */
  public void stopAccepting() {
    ChannelPromise closed = server.newPromise();
    queue.closeOnceEmpty(server, loops.loopOf(server), closed);
    closed.awaitUninterruptibly(CLOSE_MS);
  }

  /**
   * Stops listening, lets requests that have begun be answered, and closes every connection.
   *
   * @param timeoutMs after which who waits for an answer is refused, and the connection closed
   * @return false where some were
   */
  public boolean drain(long timeoutMs) {
    server.close().awaitUninterruptibly(CLOSE_MS);
    loops.awaitTurn(CLOSE_MS); // what was accepted is known then
    connections.leave(0);
    boolean drained = connections.awaitNone(timeoutMs);
    if (!drained) {
      connections.tell(new ConnectionEvent.GiveUp());
      connections.awaitNone(GIVE_UP_MS);
    }
    connections.close(CLOSE_MS);
    return drained;
  }

  @Override
  public void close() {
    server.close().awaitUninterruptibly(CLOSE_MS);
    connections.close(CLOSE_MS);
  }

  private static final class Accepting extends ChannelInitializer<Channel> {
    private final AcceptQueue queue;

    Accepting(AcceptQueue queue) {
      this.queue = queue;
    }

    @Override
    protected void initChannel(Channel listener) {
      listener.pipeline().addLast(new AcceptFailures(), queue);
    }
  }

  private static final class Initializer extends ChannelInitializer<Channel> {
    private final Connections connections;
    private final HeadCheck headCheck;
    private final HttpLimits limits;
    private final EventLoops loops;
    private final ConnectionGate gate;
    private final RefusedConnections refused;
    private final Optional<ServerTls> tls;
    private final Map<EventLoop, HttpHead> heads = new ConcurrentHashMap<>();

    Initializer(
        Connections connections,
        HeadCheck headCheck,
        HttpLimits limits,
        EventLoops loops,
        Optional<ServerTls> tls) {
      this.loops = loops;
      this.tls = tls;
      this.connections = connections;
      this.headCheck = headCheck;
      this.limits = limits;
      gate = new ConnectionGate(limits.connections());
      refused = new RefusedConnections(headCheck.surface(), headCheck.observer(), gate.most());
    }

    private HttpHead headOf(Channel channel) {
      return heads.computeIfAbsent(channel.eventLoop(), loop -> new HttpHead(limits));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do where closing fails
    protected void initChannel(Channel channel) {
      connections.add(channel);
      if (!gate.enter(channel)) {
        if (tls.isPresent()) { // a client that waits for a handshake could not read the answer
          channel.close();
        } else {
          refused.refuse(channel, headOf(channel).ids());
        }
        return;
      }
      tls.ifPresent(spoken -> channel.pipeline().addLast(new TlsOpening(spoken), new TlsEnding()));
      channel
          .pipeline()
          .addLast(new HttpConnection(headCheck, headOf(channel), limits, loops.loopOf(channel)));
    }
  }
}

package io.scoria.benchmarks.yardstick;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.ReadOnlyHttpHeaders;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ResourceLeakDetector;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Netty's constant answer: the least that an HTTP server on Netty can do. Reads a request to its
 * end, looks at nothing in it, and answers a body that was made before. As many event loops as
 * processors, as the server that it is compared with has.
 */
public final class ConstantServer {
  private static final int MAX_CHUNK_BYTES = 64 << 10; // no piece of a body is cut up on its way
  private static final int BACKLOG = 1024;

  private final ByteBuf body;
  private final HttpHeaders headers;

  private ConstantServer(int bodyBytes, String contentType) {
    body =
        Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(bodyBytes, bodyBytes).writeZero(bodyBytes).asReadOnly());
    headers =
        new ReadOnlyHttpHeaders(
            false,
            HttpHeaderNames.CONTENT_TYPE,
            contentType,
            HttpHeaderNames.CONTENT_LENGTH,
            String.valueOf(bodyBytes));
  }

  /**
   * Listens on a free port of the loopback, and says on which in a line {@code READY http://...}.
   *
   * @param args length of the body that is answered, and its content type
   */
  public static void main(String[] args) {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED); // as in Scoria
    Channel channel = new ConstantServer(Integer.parseInt(args[0]), args[1]).listen();
    InetSocketAddress address = (InetSocketAddress) channel.localAddress();
    System.out.println("READY http://127.0.0.1:" + address.getPort());
    channel.closeFuture().syncUninterruptibly();
  }

  private Channel listen() {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    Class<? extends ServerChannel> type =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    int loops = Runtime.getRuntime().availableProcessors();
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(loops, io);
    return new ServerBootstrap()
        .group(group)
        .channel(type)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(new Initializer())
        .bind(InetAddress.getLoopbackAddress(), 0)
        .syncUninterruptibly()
        .channel();
  }

  private final class Initializer extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      HttpDecoderConfig config = new HttpDecoderConfig().setMaxChunkSize(MAX_CHUNK_BYTES);
      channel.pipeline().addLast(new HttpServerCodec(config), new Answerer());
    }
  }

  private final class Answerer extends ChannelInboundHandlerAdapter {
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      boolean last = message instanceof LastHttpContent;
      ReferenceCountUtil.release(message);
      if (last) {
        var response =
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.OK,
                body.duplicate(),
                headers,
                EmptyHttpHeaders.INSTANCE);
        ctx.writeAndFlush(response, ctx.voidPromise());
      }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}

package io.roundtable.http.load;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The connection that a request came by. */
public final class Connection {

    private Connection() {}

    /** Where what concerns the connection is done, one thing after another; nothing there may block. */
    public static Executor executor(HttpRequest<?> request) {
        var channel = channel(request);
        return channel == null ? Runnable::run : channel.eventLoop();
    }

    /**
     * Runs something, once, when the connection is gone; at once where it is already. It must not block.
     *
     * @return forgets it again: a connection lives for long, and remembers all that it was asked to run
     */
    public static Runnable onClose(HttpRequest<?> request, Runnable work) {
        var channel = channel(request);
        if (channel == null) {
            return () -> {};
        }
        ChannelFutureListener listener = _ -> work.run();
        var closed = channel.closeFuture();
        closed.addListener(listener);
        return () -> closed.removeListener(listener);
    }

    /** A route that wants the body gets a request that is wrapped around the one that has come. */
    private static @Nullable Channel channel(HttpRequest<?> request) {
        HttpRequest<?> bare = request;
        while (bare instanceof HttpRequestWrapper<?> wrapper) {
            bare = wrapper.getDelegate();
        }
        return bare instanceof NettyHttpRequest<?> netty
                ? netty.getChannelHandlerContext().channel()
                : null;
    }
}

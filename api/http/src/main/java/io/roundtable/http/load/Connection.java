package io.roundtable.http.load;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.Executor;

/** The connection that a request came by. */
public final class Connection {

    private Connection() {}

    /** Where what concerns the connection is done, one thing after another. */
    static Executor executor(HttpRequest<?> request) {
        return request instanceof NettyHttpRequest<?> netty
                ? netty.getChannelHandlerContext().channel().eventLoop()
                : Runnable::run;
    }

    /**
     * Runs something, once, when the connection is gone; at once where it is already. It must not block.
     *
     * @return forgets it again: a connection lives for long, and remembers all that it was asked to run
     */
    public static Runnable onClose(HttpRequest<?> request, Runnable work) {
        if (!(request instanceof NettyHttpRequest<?> netty)) {
            return () -> {};
        }
        ChannelFutureListener listener = _ -> work.run();
        var closed = netty.getChannelHandlerContext().channel().closeFuture();
        closed.addListener(listener);
        return () -> closed.removeListener(listener);
    }
}

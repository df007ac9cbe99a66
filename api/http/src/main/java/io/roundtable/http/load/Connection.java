package io.roundtable.http.load;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
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

    /** Runs something, once, when the connection is gone; at once where it is already. It must not block. */
    public static void onClose(HttpRequest<?> request, Runnable work) {
        if (request instanceof NettyHttpRequest<?> netty) {
            var _ = netty.getChannelHandlerContext().channel().closeFuture().addListener(_ -> work.run());
        }
    }
}

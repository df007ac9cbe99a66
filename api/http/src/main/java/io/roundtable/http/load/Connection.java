package io.roundtable.http.load;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;

/** The connection that a request came by. */
public final class Connection {

    private Connection() {}

    /** Runs something, once, when the connection is gone; at once where it is already. It must not block. */
    public static void onClose(HttpRequest<?> request, Runnable work) {
        if (request instanceof NettyHttpRequest<?> netty) {
            var _ = netty.getChannelHandlerContext().channel().closeFuture().addListener(_ -> work.run());
        }
    }
}

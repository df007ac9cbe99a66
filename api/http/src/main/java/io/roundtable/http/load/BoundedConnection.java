package io.roundtable.http.load;

import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of one connection. Of a body that was refused the rest is read and dropped, so that its sender sees the
 * answer, but no more than 32 MiB and for no longer than 45 s; an answer must be taken within a minute, and counts as
 * long as it isn't.
 */
final class BoundedConnection extends ChannelDuplexHandler {

    private static final long MOST_OF_A_BODY = 32L * 1024 * 1024;
    private static final int LONGEST_BODY_SECONDS = 45;
    private static final int LONGEST_ANSWER_SECONDS = 60;

    /** Smaller answers aren't worth the counting: a connection has few of them at a time. */
    private static final int COUNTED_FROM = 16 * 1024;

    private final ByteBudget answers;

    private long received;
    private boolean isReceiving;
    private boolean isContinueAwaited;
    private @Nullable Future<?> deadline;

    BoundedConnection(ByteBudget answers) {
        this.answers = answers;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            received = 0;
            isReceiving = true;
            isContinueAwaited = HttpUtil.is100ContinueExpected(request);
        }
        if (message instanceof HttpContent content) {
            isContinueAwaited = false;
            received += content.content().readableBytes();
            if (received > MOST_OF_A_BODY) {
                ReferenceCountUtil.release(message);
                var _ = context.close();
                return;
            }
        }
        if (message instanceof LastHttpContent) {
            isReceiving = false;
            stopClock();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (isReceiving && deadline == null) {
            deadline = context.executor().schedule(new Closing(context), LONGEST_BODY_SECONDS, TimeUnit.SECONDS);
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopClock();
        context.fireChannelInactive();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        ChannelPromise written = promise;
        if (message instanceof HttpResponse response) {
            if (response.status().equals(HttpResponseStatus.CONTINUE)) {
                isContinueAwaited = false;
            } else if (isContinueAwaited) {
                // What comes next may be the body or another request (RFC 9110, 10.1.1): nobody could tell.
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
                written = written.unvoid().addListener(ChannelFutureListener.CLOSE);
            }
        }
        int bytes = message instanceof ByteBufHolder holder ? holder.content().readableBytes() : 0;
        var _ = context.write(message, bytes < COUNTED_FROM ? written : counted(context, bytes, written.unvoid()));
    }

    private ChannelPromise counted(ChannelHandlerContext context, int bytes, ChannelPromise written) {
        answers.note(bytes);
        var patience = context.executor().schedule(new Closing(context), LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS);
        return written.addListener(_ -> {
            patience.cancel(false);
            answers.give(bytes);
        });
    }

    private record Closing(ChannelHandlerContext context) implements Runnable {
        @Override
        public void run() {
            var _ = context.close();
        }
    }

    private void stopClock() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}

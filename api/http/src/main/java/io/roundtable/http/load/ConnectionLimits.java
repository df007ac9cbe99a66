package io.roundtable.http.load;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts a {@link BoundedConnection} into every connection of the server. */
@Singleton
final class ConnectionLimits implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

    private final Load load;
    private final AtomicInteger open = new AtomicInteger();

    ConnectionLimits(Load load, MeterRegistry registry) {
        this.load = load;
        registry.gauge("roundtable.http.connections", open);
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new Customizer(null));
        return event.getBean();
    }

    private final class Customizer implements NettyServerCustomizer {

        private final @org.jspecify.annotations.Nullable Channel channel;

        Customizer(@org.jspecify.annotations.Nullable Channel channel) {
            this.channel = channel;
        }

        @Override
        public NettyServerCustomizer specializeForChannel(Channel connection, ChannelRole role) {
            return role == ChannelRole.CONNECTION ? new Customizer(connection) : this;
        }

        @Override
        public void onStreamPipelineBuilt() {
            if (channel == null) {
                return;
            }
            int limit = load.limits().connections();
            var closed = channel.closeFuture().addListener(_ -> open.decrementAndGet());
            if (open.incrementAndGet() > limit && !closed.isDone()) {
                var _ = channel.close();
                return;
            }
            channel.pipeline()
                    .addAfter(
                            ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
                            "roundtable-limits",
                            new BoundedConnection(load.answers()));
        }
    }
}

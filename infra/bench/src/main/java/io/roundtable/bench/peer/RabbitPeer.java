package io.roundtable.bench.peer;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.installation.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** RabbitMQ with a quorum queue of one, which writes to its disk before it confirms; one consumer acknowledges each message. */
final class RabbitPeer implements Peer {
    private static final String QUEUE = "bench";
    private static final int PREFETCH = 1_000;
    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private final RabbitServer server;
    private final Connection connection;
    private final Connection receiving;
    private final Channel publishing;
    private final Unconfirmed unconfirmed;

    private RabbitPeer(RabbitServer server, Connection connection, Connection receiving) throws IOException {
        this.server = server;
        this.connection = connection;
        this.receiving = receiving;
        this.publishing = connection.createChannel();
        var _ = publishing.queueDeclare(QUEUE, true, false, false, Map.of("x-queue-type", "quorum"));
        var _ = publishing.confirmSelect();
        this.unconfirmed = new Unconfirmed();
        publishing.addConfirmListener(unconfirmed);
    }

    static RabbitPeer start(Path program, Path epmd, Path directory) throws IOException {
        var server = RabbitServer.start(program, epmd, directory);
        try {
            return new RabbitPeer(server, connected(server), connected(server));
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Connection connected(RabbitServer server) {
        var factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(server.port());
        factory.setAutomaticRecoveryEnabled(false);
        var connections = new ArrayList<Connection>();
        Waiting.until("RabbitMQ", START_LIMIT, Duration.ofMillis(100), () -> {
            server.requireAlive();
            try {
                connections.add(factory.newConnection());
                return true;
            } catch (IOException | TimeoutException e) {
                return false; // it doesn't listen yet
            }
        });
        return connections.getFirst();
    }

    @Override
    public String name() {
        return "RabbitMQ quorum queue " + connection.getServerProperties().get("version");
    }

    @Override
    public void receive(Consumer<byte[]> receiver) {
        try {
            var channel = receiving.createChannel();
            channel.basicQos(PREFETCH);
            var _ = channel.basicConsume(
                    QUEUE,
                    false,
                    (_, delivery) -> {
                        receiver.accept(delivery.getBody());
                        channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
                    },
                    _ -> {});
        } catch (IOException e) {
            throw new BenchFailure("RabbitMQ has no consumer", e);
        }
    }

    @Override
    public void publish(byte[] body) {
        unconfirmed.published();
        try {
            publishing.basicPublish("", QUEUE, MessageProperties.PERSISTENT_BASIC, body);
        } catch (IOException e) {
            throw new BenchFailure("RabbitMQ takes no message", e);
        }
    }

    @Override
    public void awaitConfirmed() {
        unconfirmed.await(name());
    }

    @Override
    public void close() {
        connection.abort((int) TimeUnit.SECONDS.toMillis(5));
        receiving.abort((int) TimeUnit.SECONDS.toMillis(5));
        server.close();
    }
}

package io.roundtable.bench.peer;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.installation.Node;
import io.roundtable.bench.installation.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** NATS with a JetStream in files, which it doesn't wait for; pushed to one consumer that acknowledges each message. */
final class NatsPeer implements Peer {
    private static final String SUBJECT = "bench";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final Program server;
    private final Connection publishing;
    private final Connection receiving;
    private final JetStream stream;
    private final Confirmations confirmations = new Confirmations();

    private NatsPeer(Program server, Connection publishing, Connection receiving) throws IOException {
        this.server = server;
        this.publishing = publishing;
        this.receiving = receiving;
        this.stream = publishing.jetStream();
    }

    static NatsPeer start(Path program, Path directory) {
        int port = Node.freePort();
        var command = List.of(
                program.toString(),
                "-a",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-js",
                "-sd",
                directory.toString());
        var server = Program.start("nats", directory, command, Map.of());
        try {
            var publishing = connected(server, port);
            var _ = publishing
                    .jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name(SUBJECT)
                            .subjects(SUBJECT)
                            .storageType(StorageType.File)
                            .build());
            return new NatsPeer(server, publishing, connected(server, port));
        } catch (IOException | JetStreamApiException e) {
            server.close();
            throw new BenchFailure("NATS JetStream could not be prepared", e);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Connection connected(Program server, int port) {
        var options = Options.builder()
                .server("nats://127.0.0.1:" + port)
                .connectionTimeout(Duration.ofSeconds(2))
                .maxReconnects(0)
                .build();
        var connections = new ArrayList<Connection>();
        Waiting.until("NATS", START_LIMIT, Duration.ofMillis(100), () -> {
            server.requireAlive();
            try {
                connections.add(Nats.connect(options));
                return true;
            } catch (IOException e) {
                return false; // it doesn't listen yet
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchFailure("interrupted", e);
            }
        });
        return connections.getFirst();
    }

    @Override
    public String name() {
        return "NATS JetStream " + publishing.getServerInfo().getVersion();
    }

    @Override
    public void receive(Consumer<byte[]> receiver) {
        try {
            var dispatcher = receiving.createDispatcher();
            var options = PushSubscribeOptions.builder().durable("receiver").build();
            var _ = receiving
                    .jetStream()
                    .subscribe(
                            SUBJECT,
                            dispatcher,
                            message -> {
                                receiver.accept(message.getData());
                                message.ack();
                            },
                            false,
                            options);
        } catch (IOException | JetStreamApiException e) {
            throw new BenchFailure("NATS JetStream has no consumer", e);
        }
    }

    @Override
    public void publish(byte[] body) {
        confirmations.published();
        var _ = stream.publishAsync(SUBJECT, body).whenComplete((_, failure) -> {
            if (failure == null) {
                confirmations.confirmed(1);
            } else {
                confirmations.refused(failure.toString());
            }
        });
    }

    @Override
    public void awaitConfirmed() {
        confirmations.await(name());
    }

    @Override
    public void close() {
        try {
            publishing.close();
            receiving.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server.close();
        }
    }
}

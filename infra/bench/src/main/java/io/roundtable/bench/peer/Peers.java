package io.roundtable.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All that are installed here. */
public final class Peers implements AutoCloseable {
    private final List<Peer> started;

    private Peers(List<Peer> started) {
        this.started = List.copyOf(started);
    }

    /**
     * Starts an instance of each, which nobody else knows.
     *
     * @param directory for their data and logs
     * @param say is told what isn't installed, and so isn't measured
     */
    public static Peers start(Path directory, Consumer<String> say) throws IOException {
        var searched = SearchPath.own();
        var started = new ArrayList<Peer>();
        try {
            var nats = searched.find("nats-server");
            if (nats.isPresent()) {
                started.add(NatsPeer.start(nats.get(), Files.createDirectory(directory.resolve("nats"))));
            } else {
                say.accept("not beside NATS JetStream: there is no nats-server");
            }
            var rabbit = searched.find("rabbitmq-server");
            var names = searched.find("epmd");
            if (rabbit.isPresent() && names.isPresent()) {
                var home = Files.createDirectory(directory.resolve("rabbitmq"));
                started.add(RabbitPeer.start(rabbit.get(), names.get(), home));
            } else {
                say.accept("not beside RabbitMQ: there is no rabbitmq-server, or no epmd");
            }
            return new Peers(started);
        } catch (IOException | RuntimeException e) {
            started.forEach(Peer::close);
            throw e;
        }
    }

    public List<Peer> all() {
        return started;
    }

    @Override
    public void close() {
        started.forEach(Peer::close);
    }
}

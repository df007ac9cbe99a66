package io.roundtable.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka node, broker and controller in one (KRaft), in this VM, reachable from this machine only.
 *
 * <p>Its data stays in the directory it was started on. Topics, records and the cluster id are there again after a clean
 * stop as after {@code kill -9}.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final KafkaRaftServer server;
    private final DirectoryLock lock;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, DirectoryLock lock, int port) {
        this.server = server;
        this.lock = lock;
        this.port = port;
    }

    /**
     * Starts the node and returns once it serves clients.
     *
     * @throws PortTakenException when the port is taken; nothing has been created then
     * @throws DirectoryInUseException when another broker runs on the directory
     * @throws EmbeddedStackException when the broker cannot start
     */
    public static EmbeddedKafka start(KafkaOptions options) {
        int port = Ports.claim(options.port());
        var lock = DirectoryLock.acquire(options.dataDir());
        try {
            return start(options, port, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedKafka start(KafkaOptions options, int port, DirectoryLock lock) {
        var logDir = options.dataDir().resolve("log");
        formatOnce(logDir);
        int controllerPort = Ports.claim(Ports.ANY);
        var settings = BrokerSettings.embedded(logDir.toString(), port, controllerPort);
        settings.putAll(options.settings());
        var config = KafkaConfig.fromProps(settings, false);
        var kafka = new EmbeddedKafka(new KafkaRaftServer(config, Time.SYSTEM), lock, port);
        try {
            kafka.server.startup();
        } catch (RuntimeException e) {
            kafka.stop();
            throw new EmbeddedStackException("the embedded Kafka could not start on " + logDir, e);
        }
        return kafka;
    }

    /** The cluster id is drawn at the first start and lives in the directory: a wiped directory is another cluster. */
    private static void formatOnce(Path logDir) {
        try {
            if (Files.exists(logDir.resolve("meta.properties"))) {
                return;
            }
            Files.createDirectories(logDir);
            format(logDir);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + logDir, e);
        }
    }

    private static void format(Path logDir) {
        try (var silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silence)
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(logDir.toString())
                    .addDirectory(logDir.toString())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) {
            throw new EmbeddedStackException("cannot format " + logDir + " for Kafka", e);
        }
    }

    /** Where clients connect, as {@code host:port}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Stops cleanly; waits at most 20 s. */
    @Override
    public void close() {
        stop();
        lock.close();
    }

    /** Kafka bounds its own shutdown at five minutes, which is longer than anybody waits for a development stack. */
    private void stop() {
        var stopping = Thread.ofPlatform().daemon().name("embedded-kafka-stop").start(() -> {
            server.shutdown();
            server.awaitShutdown();
        });
        try {
            if (!stopping.join(STOP_LIMIT)) {
                LOG.warn("the embedded Kafka did not stop within {}; it will recover at its next start", STOP_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.roundtable.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server that went on running when the VM that had started it was killed. Only to be looked for by the
 * holder of the directory's lock: without it the server may have a parent that needs it.
 *
 * @see <a href="https://www.postgresql.org/docs/18/server-shutdown.html">Shutting down the server</a>
 */
final class OrphanedPostmaster {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedPostmaster.class);

    private final ProcessHandle process;
    private final Path dataDir;

    private OrphanedPostmaster(ProcessHandle process, Path dataDir) {
        this.process = process;
        this.dataDir = dataDir;
    }

    /**
     * Leaves the directory without a server: ends the one that {@code postmaster.pid} names. The system gives process ids
     * out again, after a reboot above all: a stranger who has the number is left alone, and the file goes, since a new
     * server would refuse to start beside it.
     *
     * @throws EmbeddedStackException when the server does not end
     */
    static void clear(Path dataDir) {
        var pidFile = dataDir.resolve("postmaster.pid");
        pid(pidFile).flatMap(ProcessHandle::of).ifPresent(process -> {
            var arguments = process.info().arguments().map(List::of);
            if (arguments.isEmpty()) {
                LOG.warn("cannot tell whether process {} is a PostgreSQL server on {}", process.pid(), dataDir);
            } else if (arguments.get().contains(dataDir.toString())) {
                new OrphanedPostmaster(process, dataDir).stop();
            } else {
                delete(pidFile);
            }
        });
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Long> pid(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .findFirst()
                            .map(String::strip)
                            .map(Long::valueOf)
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException killedWhileWriting) {
            return Optional.empty();
        }
    }

    /**
     * Ends it: first by a fast shutdown (clients are cut off, data is written), waited for at most 10 s, then by an
     * immediate one (the next start recovers from the log), waited for at most 5 s.
     */
    private void stop() {
        LOG.info("stopping the PostgreSQL process {} that was left behind on {}", process.pid(), dataDir);
        boolean gone = stopped("INT", Duration.ofSeconds(10)) || stopped("QUIT", Duration.ofSeconds(5));
        if (!gone) {
            throw new EmbeddedStackException(
                    "PostgreSQL process %d was left behind on %s and does not stop; end it by hand"
                            .formatted(process.pid(), dataDir));
        }
    }

    private boolean stopped(String signal, Duration limit) {
        try {
            new ProcessBuilder("kill", "-s", signal, Long.toString(process.pid())).start();
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot signal process " + process.pid(), e);
        } catch (TimeoutException | ExecutionException stillThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

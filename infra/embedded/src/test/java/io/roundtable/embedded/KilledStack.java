package io.roundtable.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A VM of its own that runs both servers on a directory until somebody kills it. */
final class KilledStack implements AutoCloseable {
    private final Process process;

    private KilledStack(Process process) {
        this.process = process;
    }

    /** Returns when both servers hold the row and the record that {@link #main} writes. */
    static KilledStack writeAndStay(Path dir) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("java.class.path");
        var command = List.of(java, "-Xmx512m", "-cp", classPath, KilledStack.class.getName(), dir.toString());
        var stack = new KilledStack(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        if (!stack.process.inputReader(StandardCharsets.UTF_8).lines().anyMatch("ready"::equals)) {
            throw new IOException("the other VM ended before it was ready");
        }
        return stack;
    }

    /** {@code kill -9}: no shutdown hook runs, and the PostgreSQL process stays behind. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] args) throws Exception {
        var dir = Path.of(args[0]);
        var kafka = EmbeddedKafka.start(new KafkaOptions(dir.resolve("kafka"), 0));
        var database = EmbeddedDatabase.start(new DatabaseOptions(dir.resolve("postgres"), 0, true));
        try (var log = new TopicProbe(kafka.bootstrapServers())) {
            log.create("kept");
            log.append("kept", "before");
        }
        var sql = new SqlProbe(database);
        sql.execute("CREATE TABLE kept (value text)");
        sql.execute("INSERT INTO kept VALUES ('before')");
        System.out.println("ready");
        Thread.currentThread().join();
    }
}

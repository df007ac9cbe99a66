package io.roundtable.contract.wire;

import static io.roundtable.contract.wire.Everything.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.Event;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.EventEnvelope.Cause;
import io.roundtable.contract.KeyId;
import io.roundtable.contract.Principal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every event that was ever written can be read, and means what it meant: files that were written once, and never since.
 *
 * <p>A new event, or a new version of one, wants files: have samples of it in {@link Everything}, then run
 * {@code mvn -pl api/contract test -Dtest=GoldenEventsTest -Droundtable.golden=write}, which writes those that are
 * missing. Never change or delete one: logs hold such bytes. Where today's version is another, put beside each file of an
 * old version one with the ending {@code .today}: what it would be if it were written today.
 */
final class GoldenEventsTest {

    private static final Path FILES = Path.of("src", "test", "resources", "golden", "events");
    private static final String ENDING = ".event";
    private static final RecordCodec CODEC = new RecordCodec("/roundtable/engine", RecordCodec.DEFAULT_SCHEMAS);
    private static final CommandId ID = new CommandId("cmd_0123456789");

    @BeforeAll
    static void writeWhatIsMissing() throws IOException {
        if (!"write".equals(System.getProperty("roundtable.golden"))) {
            return;
        }
        Files.createDirectories(FILES);
        var numbers = new HashMap<String, Integer>();
        for (Event event : Everything.EVENTS) {
            String type = RecordTypes.of(event);
            int number = numbers.merge(type, 1, Integer::sum);
            Path file = FILES.resolve(type + "-" + number + ENDING);
            if (!Files.exists(file)) {
                var envelope = number == 1 ? full(event) : least(event);
                Files.writeString(file, GoldenEvent.of(CODEC.encode(envelope)).text());
            }
        }
    }

    private static EventEnvelope full(Event event) {
        var key = Principal.sandbox(Everything.SB, new KeyId("key_0123456789"));
        var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        return new EventEnvelope(ID + "-3", 1L << 40, NOON, key, new Cause(ID, 1L << 41), "corr é", trace, event);
    }

    private static EventEnvelope least(Event event) {
        return new EventEnvelope(ID + "-0", 1, NOON, Principal.system("timer"), new Cause(ID, 0), null, null, event);
    }

    static List<Path> files() {
        try (var entries = Files.list(FILES)) {
            return entries.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldHaveAFileOfEveryEventInEveryVersionAndOfNoOther() {
        // When
        var types = files().stream().map(GoldenEventsTest::typeOf).collect(Collectors.toSet());

        // Then
        assertThat(types)
                .as("types with a golden file; see above for how to write one")
                .isEqualTo(EventVersions.TODAY.all());
    }

    private static String typeOf(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('-'));
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldReadItAsTheSameStill(Path file) throws IOException {
        // Given
        var golden = GoldenEvent.read(file);
        Path ofToday = file.resolveSibling(file.getFileName() + ".today");

        // When
        var read = CODEC.event(golden.headers(), golden.value());

        // Then
        assertThat(golden.type()).isEqualTo(typeOf(file));
        assertThat(read.event()).isInstanceOf(RecordTypes.event(golden.type()));
        assertThat(GoldenEvent.of(CODEC.encode(read)))
                .isEqualTo(Files.exists(ofToday) ? GoldenEvent.read(ofToday) : golden);
    }
}

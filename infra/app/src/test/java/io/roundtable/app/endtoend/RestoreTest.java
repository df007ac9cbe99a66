package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.app.archive.BrokenImport;
import io.roundtable.app.role.Role;
import io.roundtable.app.settings.Setting;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.archive.RestoreLock;
import io.roundtable.persistence.identity.MasterKey;
import io.roundtable.persistence.identity.WebhookEndpoint;
import io.roundtable.persistence.identity.WebhookSecrets;
import io.roundtable.persistence.version.TableDigest;
import io.roundtable.runtime.archive.Manifest;
import io.roundtable.runtime.command.Changelogs;
import io.roundtable.runtime.log.LogOffsets;
import io.roundtable.testkit.log.Entry;
import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installation that is exported, lost, and made again from what was exported. */
@Order(1)
final class RestoreTest {

    private static final String OLD_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String NEW_KEY = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    private static final String IMPORTING = "Importing";
    private static final String PASSPHRASE = "the archive's passphrase";

    /** Content that isn't as a serializer would write it. */
    private static final String CONTENT = "{ \"a\" :\n 1e2,\"a\":\"\\u0000\\ud800 é 😀\" }";

    @TempDir
    private static Path directory;

    private static Path archive;
    private static Path passphrase;
    private static Place old;
    private static List<TableDigest> digests;
    private static Map<String, String> digestsWithoutPositions;
    private static List<Entry> events;

    private static Person olga;
    private static Room room;
    private static String alice;
    private static String bob;
    private static String alicesKey;
    private static String webhookSecret;
    private static String queued;
    private static String leased;
    private static String token;
    private static String tokenHalfWay;
    private static Instant halfWay;

    @BeforeAll
    static void export() throws IOException {
        old = new Place(Map.of(Setting.MASTER_KEY, OLD_KEY), directory);
        try (var all = old.installation().alone("all", Role.values()).ready()) {
            olga = Person.registersAt(all.node(), "Olga");
            talkElsewhere();
            room = olga.opens("lab");
            alice = room.sandbox("alice");
            bob = room.sandbox("bob");
            alicesKey = room.asks("POST", "/sandboxes/" + alice + "/keys")
                    .answer()
                    .good()
                    .get("api_key");
            webhookSecret = hook(room.sandbox("hooked"));
            var first = room.says(alice, bob, CONTENT).good();
            leased = first.get("message_id");
            tokenHalfWay = first.token();
            halfWay = Instant.parse(first.get("created_at"));
            new InboxOwner(room, bob).takes(leased);
            var last = room.says(alice, bob, CONTENT).good();
            queued = last.get("message_id");
            token = last.token();
            old.awaitTables();
        }
        digests = old.digests();
        digestsWithoutPositions = old.digestsWithoutPositions();
        events = old.events();
        archive = directory.resolve("archive");
        passphrase = Files.writeString(directory.resolve("passphrase"), PASSPHRASE + "\n");
        old.runs(exporting(archive, "--with-identity", "--passphrase-file", passphrase.toString()));
    }

    private static void talkElsewhere() {
        for (int i = 0; i < 6; i++) {
            var other = olga.opens("room " + i);
            String one = other.sandbox("one");
            String two = other.sandbox("two");
            var owner = new InboxOwner(other, two);
            String said = other.says(one, two, CONTENT).good().get("message_id");
            owner.rejects(said, "no");
            said = other.says(one, two, CONTENT).good().get("message_id");
            owner.acknowledges(said, owner.takes(said));
        }
    }

    private static String hook(String sandbox) {
        return olga.puts(room.path("/sandboxes/" + sandbox + "/webhook"), "{\"url\":\"http://127.0.0.1:9/nobody\"}")
                .good()
                .get("secret");
    }

    private static String[] exporting(Path to, String... more) {
        return concat(List.of("replay", "export", "--to", to.toString()), more);
    }

    private static String[] importing(Path from, String... more) {
        return concat(List.of("replay", "import", "--from", from.toString()), more);
    }

    private static String[] concat(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toArray(String[]::new);
    }

    @AfterAll
    static void close() {
        old.close();
    }

    private static String[] importingAll() {
        return importing(archive, "--passphrase-file", passphrase.toString());
    }

    @Test
    void shouldBeThereAgainWithAllPlacesUsersAndKeysHoweverOftenItWasKilled() throws Exception {
        try (var place = new Place(Map.of(Setting.MASTER_KEY, NEW_KEY), directory)) {
            // Given
            place.runs(importing(archive, "--passphrase-file", passphrase.toString(), "--dry-run"));
            assertThat(place.isEmpty()).isTrue();
            killImports(place);

            // When
            var ran = place.runs(importingAll());
            place.runs(importingAll());

            // Then
            assertThat(ran.out()).contains("going on after the %,d".formatted(events.size()));
            assertSameRecords(place.events());
            assertSameArchive(place);
            try (var undecided = place.installation()
                    .alone("undecided", Role.API, Role.PROJECTOR)
                    .ready()) {
                place.awaitTables();
                assertThat(place.digests()).isEqualTo(digests);
                assertThat(read(undecided.node(), token).status()).isEqualTo(200);
                assertThat(read(undecided.node(), beyond(token)).code()).isEqualTo("token_gone");
                assertThat(read(undecided.node(), "another" + token).code()).isEqualTo("token_unknown");
            }
            assertSecretOpens(place);
            place.runs("replay", "verify", "--engine");
            assertGoesOn(place.installation().node());
            place.runs("replay", "verify", "--engine");
        }
    }

    /** After the first event, in the midst of them, in a VM that is gone, and in the engine's state. */
    private static void killImports(Place place) throws IOException, InterruptedException {
        int all = events.size();
        var settings = place.installation().environment("broken");
        for (int at : new int[] {1, all / 2}) {
            assertThat(BrokenImport.breakOff(settings, archive, passphrase, IMPORTING, at))
                    .isTrue();
            assertThat(place.events()).hasSize(at);
        }
        assertThat(BrokenImport.kill(settings, archive, passphrase, IMPORTING, all))
                .isEqualTo(BrokenImport.GONE);
        assertThat(BrokenImport.breakOff(settings, archive, passphrase, "Making the engine's state", 2))
                .isTrue();
        assertThat(place.events()).hasSameSizeAs(events);
    }

    /** Files of the same bytes: of the same headers, in the same order, and with Kafka's times. */
    private static void assertSameArchive(Place place) {
        Path again = directory.resolve("again");
        place.runs(exporting(again));
        assertThat(Manifest.read(again).logs()).isEqualTo(Manifest.read(archive).logs());
        assertThat(Manifest.read(again).formerLogs())
                .extracting(Manifest.FormerLog::topicId)
                .containsExactly(Manifest.read(archive).topicId());
        Path byOldToken = directory.resolve("by-old-token");
        place.runs(exporting(byOldToken, "--until", tokenHalfWay, "--workspace", room.id()));
        assertThat(Manifest.read(byOldToken).logs())
                .singleElement()
                .satisfies(log -> assertThat(tokenHalfWay).endsWith(":" + log.lastSequence()));
    }

    private static void assertSameRecords(List<Entry> restored) {
        assertThat(restored).hasSameSizeAs(events);
        for (int i = 0; i < events.size(); i++) {
            Entry before = events.get(i);
            Entry after = restored.get(i);
            assertThat(after.partition()).isEqualTo(before.partition());
            assertThat(after.key()).isEqualTo(before.key());
            assertThat(after.value()).isEqualTo(before.value());
            assertThat(after.headers().toArray()).isEqualTo(before.headers().toArray());
        }
    }

    private static io.roundtable.testkit.talk.Answer read(Node node, String consistency) {
        return node.get(room.path("/messages/" + queued))
                .as(olga.token())
                .with("Consistency-Token", consistency)
                .answer();
    }

    private static String beyond(String token) {
        int colon = token.lastIndexOf(':');
        return token.substring(0, colon + 1) + (Long.parseLong(token.substring(colon + 1)) + 1_000);
    }

    private static void assertSecretOpens(Place place) {
        var endpoint = place.database()
                .identity()
                .fetchSingle("select workspace_id, endpoint_id from identity.webhook_secrets");
        var secrets = new WebhookSecrets(place.database().identity(), MasterKey.parse(NEW_KEY));
        assertThat(secrets.valid(
                        new WebhookEndpoint(
                                new WorkspaceId(endpoint.get(0, String.class)), endpoint.get(1, String.class)),
                        Instant.now()))
                .singleElement()
                .satisfies(secret -> assertThat(secret.text()).isEqualTo(webhookSecret));
    }

    /** As if nothing had been: the old password, the old key, and what was on its way arrives. */
    private static void assertGoesOn(Node node) {
        String fresh = node.post(
                        "/v1/auth/login",
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(olga.email(), olga.password()))
                .answer()
                .good()
                .get("access_token");
        var sent = node.post(
                        room.path("/messages"),
                        "{\"to_sandbox_id\":\"%s\",\"message_type\":\"request\",\"content\":1}".formatted(bob))
                .as(alicesKey)
                .answer()
                .good();
        assertThat(node.get(room.path("/messages/" + leased))
                        .as(fresh)
                        .answer()
                        .good()
                        .text())
                .contains(CONTENT);
        var awaited = new ArrayList<>(List.of(leased, queued, sent.get("message_id")));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            var received = node.post(
                            room.path("/sandboxes/" + bob + "/inbox/receive"), "{\"max\":10,\"wait_seconds\":1}")
                    .as(fresh)
                    .answer()
                    .good();
            received.data()
                    .forEach(
                            message -> awaited.remove(message.path("message_id").asText()));
            return awaited.isEmpty();
        });
    }

    @Test
    void shouldNumberWorkspacesAnewWhereThereAreOtherPartitions() {
        try (var place = new Place(Map.of(Setting.PARTITIONS, "3"), directory)) {
            // Given
            long half = events.size() / 2;
            assertThat(BrokenImport.breakOff(
                            place.installation().environment("broken"), archive, null, IMPORTING, half))
                    .isTrue();

            // When
            var ran = place.runs(importing(archive, "--without-identity"));

            // Then
            assertThat(ran.out()).contains("numbered anew").contains("going on after the %,d ".formatted(half));
            assertDense(place.events());
            assertThat(byWorkspace(place.events())).isEqualTo(byWorkspace(events));
            place.runs("replay", "verify", "--engine");
            try (var undecided = place.installation()
                    .alone("undecided", Role.API, Role.PROJECTOR)
                    .ready()) {
                place.awaitTables();
                assertThat(place.digestsWithoutPositions()).isEqualTo(digestsWithoutPositions);
                var pia = Person.registersAt(undecided.node(), "Pia");
                assertThat(pia.asks("GET", "/v1/workspaces")
                                .with("Consistency-Token", token)
                                .answer()
                                .code())
                        .isEqualTo("token_gone");
            }
            assertThat(Person.registersAt(place.installation().node(), "Ria")
                            .opens("a new room")
                            .sandbox("ria"))
                    .startsWith("sb_");
        }
    }

    private static void assertDense(List<Entry> restored) {
        var last = new TreeMap<Integer, Long>();
        for (Entry entry : restored) {
            long sequence = Place.sequence(entry);
            assertThat(sequence).isEqualTo(last.getOrDefault(entry.partition(), 0L) + 1);
            last.put(entry.partition(), sequence);
        }
        assertThat(last).hasSizeGreaterThan(1);
    }

    private static Map<String, List<String>> byWorkspace(List<Entry> entries) {
        var ids = new TreeMap<String, List<String>>();
        entries.forEach(entry ->
                ids.computeIfAbsent(entry.keyText(), _ -> new ArrayList<>()).add(entry.header("ce_id")));
        return ids;
    }

    @Test
    void shouldAppendNothingOfWhatIsNotAsItWasOrCannotBeOpened() throws IOException {
        try (var place = new Place(Map.of(Setting.MASTER_KEY, NEW_KEY), directory)) {
            // Given
            var manifest = Manifest.read(archive);
            String file = manifest.logs().stream()
                    .filter(log -> log.records() > 0)
                    .findFirst()
                    .orElseThrow()
                    .files()
                    .getFirst()
                    .name();
            Path tampered = copy("tampered");
            byte[] bytes = Files.readAllBytes(tampered.resolve(file));
            bytes[bytes.length / 2] ^= 1;
            Files.write(tampered.resolve(file), bytes);
            Path incomplete = copy("incomplete");
            Files.delete(incomplete.resolve(file));
            Path resealed = copy("resealed");
            Files.write(resealed.resolve("identity.sealed"), new byte[100]);
            Path wrong = Files.writeString(directory.resolve("wrong"), PASSPHRASE + "!");

            // When, Then
            assertRefused(place, file, importing(tampered, "--without-identity"));
            assertRefused(place, "is missing", importing(incomplete, "--without-identity"));
            assertRefused(
                    place,
                    "isn't the one that was exported",
                    importing(resealed, "--passphrase-file", passphrase.toString()));
            assertRefused(place, "the passphrase is wrong", importing(archive, "--passphrase-file", wrong.toString()));
            assertRefused(place, "--without-identity", importing(archive));
            assertRefused(place, "broken off", importing(directory));
            try (var _ = RestoreLock.take(place.database()).orElseThrow()) {
                assertRefused(place, "another import is at work", importingAll());
            }
            assertThat(place.isEmpty()).isTrue();

            // When, Then
            Path alone = directory.resolve("of-another");
            old.runs(exporting(alone, "--workspace", room.id()));
            var settings = place.installation().environment("broken");
            assertThat(BrokenImport.breakOff(settings, archive, passphrase, IMPORTING, 3))
                    .isTrue();
            assertRefused(place, "isn't empty", importing(alone));
            say(place, Topics.EVENTS, place.events().getLast().partition());
            assertRefused(place, "isn't a part of this archive", importingAll());

            // When, Then
            leaveAState(place);
            assertRefused(place, "an engine's state of another log", importingAll());
            assertThat(place.events()).hasSize(4);
        }
    }

    private static void leaveAState(Place place) {
        String changelog = Changelogs.NAMES.getFirst();
        try (var admin = Admin.create(kafka(place))) {
            var _ = LogOffsets.get(admin.createTopics(List.of(new NewTopic(changelog, 1, (short) 1)))
                    .all());
        }
        say(place, changelog, 0);
    }

    private static void say(Place place, String topic, int partition) {
        try (var producer = new KafkaProducer<>(kafka(place), new StringSerializer(), new StringSerializer())) {
            var _ = producer.send(new ProducerRecord<>(topic, partition, "p", "{}"));
            producer.flush();
        }
    }

    private static Map<String, Object> kafka(Place place) {
        return Map.of("bootstrap.servers", place.installation().bootstrapServers());
    }

    private static Path copy(String name) throws IOException {
        Path to = Files.createDirectory(directory.resolve(name));
        try (var files = Files.list(archive)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
        return to;
    }

    private static void assertRefused(Place place, String why, String... args) {
        var ran = place.tries(args);
        assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
        assertThat(ran.err()).contains(why).doesNotContain("should not have happened");
    }

    @Test
    void shouldRestoreOnlyIntoAnEmptyCluster() {
        // When
        var ran = old.tries(importingAll());

        // Then
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("isn't empty").contains("nothing was appended");
        assertThat(old.events()).hasSameSizeAs(events);
    }

    @Test
    void shouldStopWhereItIsTold() {
        // Given
        Path byTime = directory.resolve("by-time");
        Path byPosition = directory.resolve("by-position");
        long sequence = Long.parseLong(tokenHalfWay.substring(tokenHalfWay.lastIndexOf(':') + 1));

        // When
        old.runs(exporting(byTime, "--until", halfWay.toString()));
        old.runs(exporting(byPosition, "--until", tokenHalfWay, "--workspace", room.id()));
        var refused = old.tries(exporting(directory.resolve("refused"), "--until", tokenHalfWay));

        // Then
        long expected = events.stream()
                .filter(entry -> !Instant.parse(entry.header("ce_time")).isAfter(halfWay))
                .count();
        assertThat(Manifest.read(byTime).records()).isEqualTo(expected).isLessThan(events.size());
        assertThat(Manifest.read(byPosition).logs()).singleElement().satisfies(log -> {
            assertThat(log.lastSequence()).isEqualTo(sequence);
            assertThat(log.records())
                    .isEqualTo(events.stream()
                            .filter(entry -> entry.keyText().equals(room.id()) && Place.sequence(entry) <= sequence)
                            .count());
        });
        assertThat(refused.err()).contains("says nothing about partition");
    }

    @Test
    void shouldAppendNothingWhenItExports() {
        // Given
        try (var log = old.installation().log()) {
            var before = log.mark();

            // When
            var told = old.runs(exporting(directory.resolve("once-more"), "--output", "json"));
            var again = old.tries(exporting(directory.resolve("once-more")));

            // Then
            assertThat(log.mark()).isEqualTo(before);
            assertThat(told.out().lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("{")
                            .contains("\"topic_id\":\"" + Manifest.read(archive).topicId()));
            assertThat(again.err()).contains("isn't empty");
            Topics.ALL.forEach(topic -> assertThat(log.since(before, topic)).isEmpty());
        }
    }

    @Test
    void shouldRestoreOneWorkspaceAlone() {
        try (var place = new Place(Map.of(), directory)) {
            // Given
            Path alone = directory.resolve("alone");
            old.runs(exporting(alone, "--workspace", room.id()));

            // When
            place.runs(importing(alone));

            // Then
            assertThat(byWorkspace(place.events()))
                    .isEqualTo(Map.of(room.id(), byWorkspace(events).get(room.id())));
            assertThat(place.events().stream().map(Place::sequence)).first().isEqualTo(1L);
        }
    }
}

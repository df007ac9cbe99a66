package io.roundtable.app.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roundtable.app.Commands;
import io.roundtable.app.fake.RecordingTerminal;
import io.roundtable.app.role.Role;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.runtime.command.Changelogs;
import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import io.roundtable.testkit.log.Entry;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.log.Mark;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine's stores held against the logs, and made anew from them, as operators do. */
@WithTestStack
final class EngineStateTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private Installation installation;
    private Log log;
    private Installation.Alone engine;
    private Installation.Alone others;
    private Room room;
    private String alice;
    private String bob;
    private TopicPartition changelog;

    @BeforeEach
    void open(@Isolated TestStack stack) {
        installation = Installation.on(stack);
        log = installation.log();
        engine = installation.alone("engine", Role.ENGINE);
        others = installation
                .alone("others", Role.PROJECTOR, Role.COURIER, Role.API)
                .ready();
        room = Person.registersAt(others.node(), "Olga").opens("lab");
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
        int partition = new Partitions(Installation.PARTITIONS).of(new WorkspaceId(room.id()));
        changelog = new TopicPartition(Changelogs.NAMES.getFirst(), partition);
    }

    @AfterEach
    void close() {
        log.close();
        installation.close();
    }

    private RecordingTerminal run(int exit, String... words) {
        var screen = new RecordingTerminal(directory);
        installation.environment("command").forEach((setting, value) -> screen.env(setting.env(), value));
        return run(screen, exit, words);
    }

    private RecordingTerminal run(RecordingTerminal screen, int exit, String... words) {
        var all = new ArrayList<>(List.of("replay"));
        all.addAll(List.of(words));
        all.addAll(List.of("--kafka", installation.bootstrapServers()));
        int found = Commands.run(screen, all.toArray(String[]::new));
        assertThat(found).as(screen.out() + screen.err()).isEqualTo(exit);
        return screen;
    }

    private String says(String to, String content) {
        return room.says(alice, to, content).good().get("message_id");
    }

    private Answer sendOnce(String key) {
        return room.asks("POST", "/messages")
                .with("Idempotency-Key", key)
                .saying(Room.message(alice, bob, "\"once\""))
                .answer()
                .good();
    }

    private String subscribes(String url, String type) {
        return "/webhooks/"
                + room.posts("/webhooks", "{\"url\":\"" + url + "\",\"event_types\":[\"" + type + "\"]}")
                        .good()
                        .get("webhook_id");
    }

    private Entry stored(String key) {
        return log.all(changelog.topic()).stream()
                .filter(entry -> entry.partition() == changelog.partition())
                .filter(entry -> entry.keyText().equals(key))
                .toList()
                .getLast();
    }

    @Test
    void shouldBeEqualWhileTheEngineGoesOnAndNameWhatSomebodyPlanted() throws Exception {
        // Given
        subscribes("http://127.0.0.1:1/", "message.sent.v1");
        subscribes("http://127.0.0.1:1/", "*");
        var over = new AtomicBoolean();
        var talking = Thread.ofVirtual().start(() -> {
            for (int n = 0; !over.get() && n < 5_000; n++) {
                room.says(alice, bob, Integer.toString(n)).good();
                sendOnce("key-" + n);
            }
        });
        await().atMost(PATIENCE).until(() -> log.all(Topics.EVENTS).size() > 100);

        // When
        var equal = run(0, "verify", "--engine");
        over.set(true);
        talking.join();

        // Then
        assertThat(equal.out()).contains("equal").doesNotContain("DIFFERENT");

        // When: one is changed, one is too much, one is missing
        byte[] workspace = ("w/" + room.id()).getBytes(UTF_8);
        byte[] sandbox = ("s/" + room.id() + "/" + bob).getBytes(UTF_8);
        byte[] extra = ("m/" + room.id() + "/usr_0000000000").getBytes(UTF_8);
        byte[] good = Objects.requireNonNull(stored("w/" + room.id()).value());
        byte[] there =
                Objects.requireNonNull(stored("s/" + room.id() + "/" + bob).value());
        log.append(
                changelog,
                workspace,
                new String(good, UTF_8).replace("true", "false").getBytes(UTF_8));
        log.append(changelog, sandbox, null);
        log.append(changelog, extra, "{\"role\":\"owner\",\"version\":1}".getBytes(UTF_8));
        var different = run(1, "verify", "--engine");
        var asJson = run(1, "verify", "--engine", "--output", "json");
        log.append(changelog, workspace, good);
        log.append(changelog, sandbox, there);
        log.append(changelog, extra, null);

        // Then
        assertThat(different.out())
                .contains("partition " + changelog.partition() + " at event")
                .contains("3 DIFFERENT")
                .contains("state w/" + room.id() + "\n")
                .contains("state s/" + room.id() + "/" + bob + "\n    stored: null")
                .contains("state m/" + room.id() + "/usr_0000000000");
        assertThat(asJson.outLines()).hasSize(Installation.PARTITIONS).allMatch(line -> line.startsWith("{"));
        assertThat(run(0, "verify", "--engine").out()).contains("equal");
    }

    @Test
    void shouldGoOnFromTheLogsWhereTheChangelogsAreLost() throws Exception {
        var isUp = new AtomicBoolean();
        try (var receiver = new Receiver(_ -> 204);
                var events = new Receiver(_ -> isUp.get() ? 204 : 503)) {
            // Given
            String carol = room.sandbox("carol");
            String dave = room.sandbox("dave");
            room.member()
                    .puts(room.path("/sandboxes/" + dave + "/webhook"), "{\"url\":\"" + receiver.url() + "\"}")
                    .good();
            String rejected = says(carol, "\"rejected\"");
            String letter = new InboxOwner(room, carol).rejects(rejected, "no");
            String leased = says(carol, "\"leased\"");
            String lease = leasesForLong(carol);
            String queued = says(carol, "\"queued\"");
            String first = sendOnce("the-key").get("message_id");
            String webhook = subscribes(events.url(), "sandbox.created.v1");
            long dead = givesUpAnEventAndReplays(webhook);

            // When
            engine.close();
            deleteChangelogs();
            var undecided = sendUndecided(carol, dave);
            engine = installation.alone("engine", Role.ENGINE);

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(engine.node()
                                    .get("/health/readiness")
                                    .answer()
                                    .text())
                            .contains("the state has come to event 0")
                            .contains("roundtable replay engine"));
            assertThat(run(1, "engine", "--yes").err()).contains("the engine is running");
            assertThat(run(1, "verify", "--engine").out()).contains("the state is lost");

            // When
            engine.close();
            var mark = log.mark();
            assertThat(run(1, "engine").out()).contains("DIFFERENT");
            assertThat(run(1, "verify", "--engine").out()).contains("the state is lost");
            assertThat(run(new RecordingTerminal(directory), 1, "engine", "--yes")
                            .err())
                    .contains("can't be asked")
                    .contains("nothing was written");
            var done = run(0, "engine", "--yes");

            // Then
            assertThat(done.out()).contains("equal");
            assertNothingAppended(mark);

            // When
            engine = installation.alone("engine", Role.ENGINE).ready();

            // Then
            undecided.forEach(this::awaitDecided);
            assertThat(sendOnce("the-key").isReplayed()).isTrue();
            assertThat(sendOnce("the-key").get("message_id")).isEqualTo(first);
            new InboxOwner(room, carol).acknowledges(leased, lease);
            new InboxOwner(room, carol).takes(queued);
            assertThat(room.gets("/dead-letters/" + letter).good().get("status"))
                    .isEqualTo("waiting");
            room.posts("/dead-letters/" + letter + "/redrive", "{}").good();
            await().atMost(PATIENCE).until(() -> !receiver.calls().isEmpty());
            says(dave, "\"after\"");
            await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
            isUp.set(true);
            endReplay(webhook);
            room.posts(webhook + "/dead-letters/" + dead + "/redrive", "").good();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(room.gets(webhook).good().get("last_replay/outcome"))
                            .isEqualTo("done"));
            Sequences.assertDense(log);
            assertThat(run(0, "verify", "--engine").out()).contains("equal");
            awaitEachDecidedOnce();
        }
    }

    /** @return the position of the event that was given up; what is sent again waits for its next attempt for a minute */
    private long givesUpAnEventAndReplays(String webhook) {
        delivery("{\"max_attempts\":1}");
        room.sandbox("erin");
        await().atMost(PATIENCE)
                .until(() -> room.gets(webhook + "/dead-letters").good().data().size() == 1);
        delivery("{\"max_attempts\":100,\"backoff_seconds\":[60]}");
        room.posts(webhook + "/replay", "{\"since\":\"2026-01-01T00:00:00Z\"}").good();
        return room.gets(webhook + "/dead-letters")
                .good()
                .data()
                .getFirst()
                .path("position")
                .asLong();
    }

    private void delivery(String settings) {
        room.asks("PATCH", "")
                .saying("{\"settings\":{\"sandbox_defaults\":{\"delivery\":" + settings + "}}}")
                .answer()
                .good();
    }

    /** The engine knows of it still. */
    private void endReplay(String webhook) {
        var ended = room.asks("DELETE", webhook + "/replay").answer();
        assertThat(ended.status()).as(ended.toString()).isEqualTo(204);
    }

    private void awaitEachDecidedOnce() {
        String operator = Installation.operatorAt(others.node());
        await().atMost(PATIENCE).untilAsserted(() -> {
            var audit =
                    others.node().get("/v1/admin/audit").as(operator).answer().good();
            assertThat(audit.get("in_flight")).as(audit.text()).isEqualTo("0");
            assertThat(audit.get("balanced")).as(audit.text()).isEqualTo("true");
        });
    }

    private String leasesForLong(String sandbox) {
        return room.posts(
                        "/sandboxes/" + sandbox + "/inbox/receive",
                        "{\"max\":1,\"wait_seconds\":10,\"ack_wait_seconds\":3600}")
                .good()
                .get("data/0/lease_id");
    }

    /** @return the paths of the commands */
    private List<String> sendUndecided(String... to) {
        var commands = new ArrayList<String>();
        for (String recipient : to) {
            commands.add(room.asks("POST", "/messages")
                    .with("Prefer", "respond-async")
                    .saying(Room.message(alice, recipient, "\"undecided\""))
                    .answer()
                    .good()
                    .mustHave("Location"));
        }
        return commands;
    }

    private void awaitDecided(String command) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(room.member().gets(command).good().get("status"))
                                .isEqualTo("accepted"));
    }

    private void assertNothingAppended(Mark mark) {
        for (String topic : Topics.ALL) {
            assertThat(log.since(mark, topic)).as(topic).isEmpty();
        }
    }

    private void deleteChangelogs() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", installation.bootstrapServers()))) {
            admin.deleteTopics(Changelogs.NAMES).all().get();
            await().atMost(PATIENCE)
                    .until(() -> admin.listTopics().names().get().stream().noneMatch(Changelogs.NAMES::contains));
        }
    }
}

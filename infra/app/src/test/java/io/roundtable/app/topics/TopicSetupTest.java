package io.roundtable.app.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.app.Commands;
import io.roundtable.app.UserError;
import io.roundtable.app.fake.RecordingTerminal;
import io.roundtable.app.topics.TopicFinding.Kind;
import io.roundtable.contract.Topics;
import io.roundtable.runtime.command.Changelogs;
import io.roundtable.runtime.courier.CourierGroup;
import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithTestStack
final class TopicSetupTest {
    private static final TopicPlan PLAN = TopicPlan.of(3);

    private final String broker;
    private final Admin admin;

    TopicSetupTest(@Isolated TestStack stack) {
        broker = stack.bootstrapServers();
        admin = Admin.create(Map.of("bootstrap.servers", broker));
    }

    @BeforeEach
    void empty() throws ExecutionException, InterruptedException {
        var ours = admin.listTopics().names().get().stream()
                .filter(name -> Topics.ALL.contains(name) || Changelogs.NAMES.contains(name))
                .toList();
        admin.deleteTopics(ours).all().get();
        Awaitility.await().until(() -> TopicState.existing(admin).isEmpty());
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void shouldCreateEveryTopicAsTheDesignHasIt() {
        // When
        var report = TopicSetup.apply(admin, PLAN);

        // Then
        assertThat(kinds(report)).containsOnly(Kind.CREATED).hasSize(5);
        assertThat(settings(Topics.COMMANDS))
                .containsEntry("message.timestamp.type", "LogAppendTime")
                .containsEntry("retention.ms", "604800000");
        assertThat(settings(Topics.EVENTS))
                .containsEntry("message.timestamp.type", "CreateTime")
                .containsEntry("retention.ms", "-1")
                .containsEntry("retention.bytes", "-1")
                .containsEntry("max.message.bytes", "2097152")
                .containsEntry("min.insync.replicas", "1")
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("unclean.leader.election.enable", "false");
        assertThat(settings(Topics.REPLIES)).containsEntry("retention.ms", "604800000");
        assertThat(settings(Topics.DELIVERIES)).containsEntry("retention.ms", "86400000");
        assertThat(settings(Topics.DEAD_LETTERS))
                .containsEntry("retention.ms", "-1")
                .containsEntry("max.message.bytes", "4194304");
    }

    @Test
    void shouldDoNothingTheSecondTime() {
        // Given
        TopicSetup.apply(admin, PLAN);

        // When
        var report = TopicSetup.apply(admin, PLAN);

        // Then
        assertThat(kinds(report)).containsOnly(Kind.OK);
        assertThat(TopicSetup.check(admin, PLAN).isGood()).isTrue();
    }

    @Test
    void shouldFindAndPutRightASettingThatDiffers() throws ExecutionException, InterruptedException {
        // Given
        TopicSetup.apply(admin, PLAN);
        var shorter = new AlterConfigOp(new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(TopicState.resource(Topics.EVENTS), List.of(shorter)))
                .all()
                .get();
        Awaitility.await().until(() -> "1000".equals(settings(Topics.EVENTS).get("retention.ms")));

        // When
        var before = TopicSetup.check(admin, PLAN);
        var applied = TopicSetup.apply(admin, PLAN);
        var after = TopicSetup.check(admin, PLAN);

        // Then
        assertThat(before.findings())
                .contains(new TopicFinding(Topics.EVENTS, Kind.DIFFERENT, "retention.ms is 1000, not -1"));
        assertThat(kinds(applied)).containsOnlyOnce(Kind.CHANGED);
        assertThat(after.isGood()).isTrue();
    }

    @Test
    void shouldLookAtTheEnginesChangelogsWhereTheyExistAndPutThemRight()
            throws ExecutionException, InterruptedException {
        // Given
        TopicSetup.apply(admin, PLAN);
        var changelog = Changelogs.NAMES.getFirst();
        admin.createTopics(List.of(new NewTopic(changelog, 3, (short) 1))).all().get();
        Awaitility.await().until(() -> TopicState.existing(admin).containsKey(changelog));

        // When
        var before = TopicSetup.check(admin, PLAN);
        var applied = TopicSetup.apply(admin, PLAN);
        var after = TopicSetup.check(admin, PLAN);

        // Then
        assertThat(before.findings()).anySatisfy(finding -> {
            assertThat(finding.topic()).isEqualTo(changelog);
            assertThat(finding.kind()).isEqualTo(Kind.DIFFERENT);
            assertThat(finding.detail()).contains("cleanup.policy is delete, not compact");
        });
        assertThat(kinds(applied)).containsOnlyOnce(Kind.CHANGED);
        assertThat(after.isGood()).isTrue();
        assertThat(after.findings()).hasSize(7);
    }

    @Test
    void shouldWantTwoOfThreeReplicasOfAChangelogInSync() {
        assertThat(TopicSettings.of(Changelogs.NAMES.getFirst(), 3, false))
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("unclean.leader.election.enable", "false");
    }

    @Test
    void shouldFlushCommandsWhenAskedToAndNotWeakenThatInPassing() {
        // Given
        TopicSetup.apply(admin, PLAN);

        // When
        TopicSetup.apply(admin, new TopicPlan(3, null, true));
        TopicSetup.apply(admin, PLAN);

        // Then
        assertThat(settings(Topics.COMMANDS)).containsEntry("flush.messages", "1");
        assertThat(settings(Topics.EVENTS)).doesNotContainEntry("flush.messages", "1");
    }

    @Test
    void shouldSetTheGroupOfTheCouriers() throws ExecutionException, InterruptedException {
        // Given
        var group = new ConfigResource(ConfigResource.Type.GROUP, CourierGroup.ID);
        var weaker = new AlterConfigOp(
                new ConfigEntry("share.isolation.level", "read_uncommitted"), AlterConfigOp.OpType.SET);
        TopicSetup.apply(admin, PLAN);
        admin.incrementalAlterConfigs(Map.of(group, List.of(weaker))).all().get();
        Awaitility.await().until(() -> !TopicSetup.check(admin, PLAN).isGood());
        assertThatThrownBy(() -> TopicSetup.requireCourierGroup(admin))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("share.isolation.level is read_uncommitted")
                .hasMessageContaining("roundtable topics apply");

        // When
        var report = TopicSetup.apply(admin, PLAN);

        // Then
        assertThat(report.findings())
                .contains(new TopicFinding(
                        CourierGroup.ID,
                        Kind.CHANGED,
                        "share.isolation.level is read_uncommitted, not read_committed"));
        var settings = Objects.requireNonNull(
                admin.describeConfigs(List.of(group)).all().get().get(group));
        assertThat(settings.get("share.isolation.level").value()).isEqualTo("read_committed");
        assertThat(settings.get("share.auto.offset.reset").value()).isEqualTo("earliest");
    }

    @Test
    void shouldRefuseAnotherNumberOfPartitionsAndSayWhatToDo() {
        // Given
        TopicSetup.apply(admin, PLAN);
        var screen = new RecordingTerminal(Path.of("unused"));

        // When
        int exit = Commands.run(screen, "topics", "apply", "--kafka", broker, "--partitions", "6");

        // Then
        assertThat(exit).isOne();
        assertThat(screen.out())
                .contains("roundtable.events", "wrong_partitions", "has 3 partitions, and 6 are wanted")
                .contains("ROUNDTABLE_PARTITIONS");
    }

    @Test
    void shouldReportWhatIsMissingAsJson() {
        // Given
        var screen = new RecordingTerminal(Path.of("unused"));

        // When
        int exit = Commands.run(screen, "topics", "check", "--kafka", broker, "--output", "json");

        // Then
        assertThat(exit).isOne();
        assertThat(screen.outLines())
                .hasSize(6)
                .first()
                .isEqualTo("{\"topic\":\"roundtable.commands\",\"kind\":\"missing\",\"detail\":\"is missing: run"
                        + " 'roundtable topics apply'\"}");
    }

    private Map<String, String> settings(String topic) {
        var state = Objects.requireNonNull(TopicState.existing(admin).get(topic));
        return state.config().entries().stream()
                .filter(e -> e.value() != null)
                .collect(java.util.stream.Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private static List<Kind> kinds(TopicReport report) {
        return report.findings().stream()
                .filter(finding -> !finding.topic().equals(CourierGroup.ID))
                .map(TopicFinding::kind)
                .toList();
    }
}

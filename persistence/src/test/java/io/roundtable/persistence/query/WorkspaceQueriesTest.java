package io.roundtable.persistence.query;

import static io.roundtable.persistence.projection.Sayings.ADA;
import static io.roundtable.persistence.projection.Sayings.ALICE;
import static io.roundtable.persistence.projection.Sayings.WORKSPACE;
import static io.roundtable.persistence.projection.Sayings.sandboxCreated;
import static io.roundtable.persistence.projection.Sayings.user;
import static io.roundtable.persistence.projection.Sayings.workspace;
import static io.roundtable.persistence.projection.Sayings.workspaceCreated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceEvent.MemberRemoved;
import io.roundtable.contract.WorkspaceEvent.MemberSet;
import io.roundtable.contract.WorkspaceEvent.WorkspaceArchived;
import io.roundtable.contract.WorkspaceEvent.WorkspaceChanged;
import io.roundtable.contract.WorkspaceEvent.WorkspaceCreated;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.workspace.CollaborationPolicy;
import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import io.roundtable.contract.workspace.WorkspaceSettings;
import io.roundtable.persistence.projection.Sayings;
import io.roundtable.persistence.projection.TestLog;
import io.roundtable.persistence.projection.TestProjection;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WorkspaceQueriesTest {

    private final TestProjection projection = new TestProjection();
    private final TestLog log = new TestLog(0).append(workspaceCreated());

    @AfterEach
    void close() {
        projection.close();
    }

    @Test
    void shouldShowAWorkspaceAsItIsAfterItsChanges() {
        // Given
        var settings = new WorkspaceSettings(null, null, null, new CollaborationPolicy(false, null, 7));
        log.pass(Duration.ofSeconds(5))
                .append(new WorkspaceChanged(WORKSPACE, new WorkspaceDefinition("new", "why", settings)))
                .append(new WorkspaceArchived(WORKSPACE))
                .append(new MemberSet(WORKSPACE, user(2), Role.VIEWER));

        // When
        projection.write(log, 10);

        // Then
        assertThat(new WorkspaceById(projection.sql()).find(0, WORKSPACE).value())
                .contains(new WorkspaceView(
                        WORKSPACE,
                        "new",
                        "why",
                        new RawJson("{\"collaboration\":{\"allow_broadcast\":false,\"max_hops\":7}}"),
                        false,
                        new Stamp(TestLog.START, log.now(), 3, 0, 3)));
    }

    @Test
    void shouldSayAsOfWhenAWorkspaceIsMissing() {
        // When
        projection.write(log, 10);

        // Then
        Seen<?> seen = new WorkspaceById(projection.sql()).find(0, workspace(2));
        assertThat(seen).isEqualTo(new Seen<>(1, Optional.empty()));
    }

    @Test
    void shouldCountWhatAWorkspaceHolds() {
        // Given
        log.append(new MemberSet(WORKSPACE, user(2), Role.VIEWER))
                .append(new MemberSet(WORKSPACE, user(2), Role.EDITOR))
                .append(new MemberSet(WORKSPACE, user(3), Role.EDITOR))
                .append(new MemberRemoved(WORKSPACE, user(3)))
                .append(sandboxCreated(ALICE, null))
                .append(sandboxCreated(Sayings.BOB, null))
                .append(new SandboxDeleted(WORKSPACE, ALICE))
                .append(Sayings.sent(1, "{}"))
                .append(Sayings.broadcast(10, 5, Sayings.utterance(MessageType.REQUEST, "{}")));

        // When
        projection.write(log, 2);

        // Then
        assertThat(new WorkspaceCounts(projection.sql()).of(WORKSPACE)).isEqualTo(new Counts(2, 1, 6));
        assertThat(new WorkspaceCounts(projection.sql()).of(workspace(2))).isEqualTo(new Counts(0, 0, 0));
    }

    @Test
    void shouldTellARoleAndWhatEventLastSaidSo() {
        // Given
        log.append(new MemberSet(WORKSPACE, user(2), Role.VIEWER))
                .append(new MemberSet(WORKSPACE, user(2), Role.EDITOR))
                .append(new MemberSet(WORKSPACE, user(3), Role.EDITOR))
                .append(new MemberRemoved(WORKSPACE, user(3)));
        MembershipOf memberships = new MembershipOf(projection.sql());

        // When
        projection.write(log, 10);

        // Then
        assertThat(memberships.find(0, WORKSPACE, ADA).value()).contains(new Membership(Role.OWNER, 1));
        assertThat(memberships.find(0, WORKSPACE, user(2)).value()).contains(new Membership(Role.EDITOR, 3));
        assertThat(memberships.find(0, WORKSPACE, user(3))).isEqualTo(new Seen<>(5, Optional.empty()));
    }

    @Test
    void shouldListMembersByWhenTheyCame() {
        // Given
        log.append(new MemberSet(WORKSPACE, user(9), Role.VIEWER))
                .append(new MemberSet(WORKSPACE, user(4), Role.VIEWER))
                .append(new MemberSet(WORKSPACE, user(9), Role.OWNER));
        MembersOfWorkspace members = new MembersOfWorkspace(projection.sql());

        // When
        projection.write(log, 10);

        // Then
        for (int limit : List.of(1, 2, 200)) {
            assertThat(Pages.<MemberView, Long>all(
                            request -> members.page(0, WORKSPACE, request).value(), limit, false))
                    .extracting(MemberView::userId, MemberView::role)
                    .containsExactly(tuple(ADA, Role.OWNER), tuple(user(9), Role.OWNER), tuple(user(4), Role.VIEWER));
        }
        assertThat(members.page(0, WORKSPACE, Pages.first(1)).value().count()).isEqualTo(Count.kept(3));
    }

    @Test
    void shouldListAUsersWorkspacesByCreationAcrossPartitions() {
        // Given
        TestLog other = new TestLog(1);
        for (int i = 2; i <= 7; i++) {
            (i % 2 == 0 ? log : other).pass(Duration.ofSeconds(i)).append(created(i, i == 7 ? user(2) : ADA));
        }
        log.append(new WorkspaceArchived(workspace(4)));
        other.append(new MemberSet(workspace(7), ADA, Role.VIEWER));
        WorkspacesOfUser workspaces = new WorkspacesOfUser(projection.sql());

        // When
        projection.write(log, 10);
        projection.write(other, 10);

        // Then
        List<WorkspaceSummary> all = Pages.<WorkspaceSummary, WorkspaceKey>all(
                request -> workspaces.page(ADA, WorkspaceFilter.NONE, request), 2, true);
        assertThat(all)
                .hasSize(7)
                .isSortedAccordingTo(Comparator.comparing(
                                (WorkspaceSummary s) -> s.workspace().stamp().createdAt())
                        .reversed());
        assertThat(workspaces.page(ADA, WorkspaceFilter.NONE, Pages.first(2)).count())
                .isEqualTo(Count.kept(7));
        assertThat(workspaces
                        .page(ADA, new WorkspaceFilter(Role.VIEWER, null), Pages.first(9))
                        .rows())
                .singleElement()
                .satisfies(it -> assertThat(it.counts()).isEqualTo(new Counts(2, 0, 0)))
                .satisfies(it -> assertThat(it.workspace().workspaceId()).isEqualTo(workspace(7)));
        assertThat(workspaces
                        .page(ADA, new WorkspaceFilter(Role.OWNER, false), Pages.first(9))
                        .rows())
                .extracting(it -> it.workspace().workspaceId())
                .containsExactly(workspace(4));
    }

    @Test
    void shouldRefuseALimitOutOfRange() {
        assertThatThrownBy(() -> Pages.first(0)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> Pages.first(201)).isInstanceOf(InvalidInput.class);
    }

    private static WorkspaceCreated created(int n, UserId owner) {
        return new WorkspaceCreated(workspace(n), new WorkspaceDefinition("w" + n, null, null), owner);
    }
}

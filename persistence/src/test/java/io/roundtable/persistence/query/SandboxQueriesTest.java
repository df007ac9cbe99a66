package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.SANDBOX;
import static io.roundtable.persistence.projection.Sayings.ALICE;
import static io.roundtable.persistence.projection.Sayings.BOB;
import static io.roundtable.persistence.projection.Sayings.WORKSPACE;
import static io.roundtable.persistence.projection.Sayings.sandbox;
import static io.roundtable.persistence.projection.Sayings.sandboxCreated;
import static io.roundtable.persistence.projection.Sayings.workspaceCreated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundtable.contract.FreeForm;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxEvent.SandboxHealthReported;
import io.roundtable.contract.SandboxEvent.SandboxStatusChanged;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.persistence.projection.Sayings;
import io.roundtable.persistence.projection.TestLog;
import io.roundtable.persistence.projection.TestProjection;
import io.roundtable.persistence.query.SandboxFilter.Label;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SandboxQueriesTest {

    private final TestProjection projection = new TestProjection();
    private final SandboxesOfWorkspace sandboxes = new SandboxesOfWorkspace(projection.sql());
    private final SandboxById byId = new SandboxById(projection.sql());
    private final TestLog log = new TestLog(0)
            .append(workspaceCreated())
            .append(sandboxCreated(BOB, Map.of("zone", "eu", "a b".replace(' ', '/'), "x")))
            .append(sandboxCreated(ALICE, Map.of("zone", "us")))
            .append(sandboxCreated(sandbox(3), null));

    @AfterEach
    void close() {
        projection.close();
    }

    @Test
    void shouldShowASandboxAsItIsAfterItsChanges() {
        // Given
        var details = new FreeForm(JsonNodeFactory.instance.objectNode().put("port", 1));
        log.pass(Duration.ofSeconds(5))
                .append(new SandboxStatusChanged(
                        WORKSPACE, ALICE, SandboxStatus.PROVISIONING, SandboxStatus.STARTING, "go", "c1", details))
                .append(new SandboxHealthReported(WORKSPACE, ALICE, Health.DEGRADED, log.now(), "slow"));

        // When
        projection.write(log, 10);

        // Then
        SandboxView alice = byId.find(0, WORKSPACE, ALICE).value().orElseThrow();
        assertThat(alice.status()).isEqualTo(SandboxStatus.STARTING);
        assertThat(alice.containerId()).isEqualTo("c1");
        assertThat(alice.configuration().connectionDetails().text()).isEqualTo("{\"port\":1}");
        assertThat(alice.configuration().labels().text()).isEqualTo("{\"zone\": \"us\"}");
        assertThat(alice.health()).isEqualTo(new SandboxView.HealthView(Health.DEGRADED, log.now(), "slow"));
        // created and moved: health counts as no version
        assertThat(alice.stamp()).isEqualTo(new Stamp(TestLog.START, log.now(), 2, 0, 6));
    }

    @Test
    void shouldShowNoSandboxThatIsDeletedOrOfAnotherWorkspace() {
        // Given
        log.append(new SandboxDeleted(WORKSPACE, ALICE));

        // When
        projection.write(log, 10);

        // Then
        assertThat(byId.find(0, WORKSPACE, ALICE).value()).isEmpty();
        assertThat(byId.find(0, Sayings.workspace(2), BOB).value()).isEmpty();
        assertThat(ids(SandboxFilter.NONE, 200)).containsExactly(BOB, sandbox(3));
    }

    @Test
    void shouldListSandboxesByCreationInPagesOfAnySize() {
        // When
        projection.write(log, 10);

        // Then
        for (int limit : List.of(1, 2, 3, 200)) {
            assertThat(ids(SandboxFilter.NONE, limit)).containsExactly(BOB, ALICE, sandbox(3));
        }
        assertThat(sandboxes
                        .page(0, WORKSPACE, SandboxFilter.NONE, Pages.first(1))
                        .value()
                        .count())
                .isEqualTo(Count.kept(3));
    }

    @Test
    void shouldCountNoFurtherThanItsBoundAndSayWhereThereIsMore() {
        // Given
        projection.write(log, 10);
        var all = DSL.selectOne().from(SANDBOX);

        // When // Then
        assertThat(Count.upTo(2, projection.sql(), all)).isEqualTo(new Count(2, true));
        assertThat(Count.upTo(3, projection.sql(), all)).isEqualTo(new Count(3, false));
    }

    @Test
    void shouldFilterByStatusAndLabel() {
        // Given
        log.append(new SandboxStatusChanged(
                WORKSPACE, BOB, SandboxStatus.PROVISIONING, SandboxStatus.ERROR, null, null, FreeForm.EMPTY));

        // When
        projection.write(log, 10);

        // Then
        assertThat(ids(label("zone", null), 1)).containsExactly(BOB, ALICE);
        assertThat(ids(label("zone", "us"), 1)).containsExactly(ALICE);
        assertThat(ids(label("a/b", null), 1)).containsExactly(BOB);
        assertThat(ids(label("zone", "\"} or ''"), 1)).isEmpty();
        assertThat(ids(new SandboxFilter(SandboxStatus.ERROR, null), 1)).containsExactly(BOB);
        assertThat(ids(new SandboxFilter(SandboxStatus.ERROR, new Label("zone", "us")), 1))
                .isEmpty();
    }

    @Test
    void shouldRefuseALabelThatNoneCanHave() {
        assertThatThrownBy(() -> new Label("zone", "\u0000")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> new Label("\ud800", null)).isInstanceOf(InvalidInput.class);
    }

    private static SandboxFilter label(String key, @Nullable String value) {
        return new SandboxFilter(null, new Label(key, value));
    }

    private List<SandboxId> ids(SandboxFilter filter, int limit) {
        return Pages.<SandboxView, Long>all(
                        request -> sandboxes.page(0, WORKSPACE, filter, request).value(), limit, false)
                .stream()
                .map(SandboxView::sandboxId)
                .toList();
    }
}

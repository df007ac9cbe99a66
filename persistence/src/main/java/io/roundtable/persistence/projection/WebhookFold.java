package io.roundtable.persistence.projection;

import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.DeliveryEvent.MessageReturned;
import io.roundtable.contract.SandboxEvent;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WebhookEvent;
import io.roundtable.contract.WebhookEvent.WebhookDisabled;
import io.roundtable.contract.WebhookEvent.WebhookEnabled;
import io.roundtable.contract.WebhookEvent.WebhookRemoved;
import io.roundtable.contract.WebhookEvent.WebhookSet;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.persistence.jooq.projection.tables.records.WebhookRecord;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Webhooks of sandboxes, as they were set, and what was last wrong with them. */
final class WebhookFold {

    static final String ENABLED = "enabled";
    static final String DISABLED = "disabled";

    private WebhookFold() {}

    static void want(FoldedTables tables, WebhookEvent event) {
        want(tables, event.workspaceId(), event.sandboxId());
    }

    /** A webhook goes with its sandbox. */
    static void want(FoldedTables tables, SandboxEvent event) {
        if (event instanceof SandboxDeleted) {
            want(tables, event.workspaceId(), event.sandboxId());
        }
    }

    static void want(FoldedTables tables, DeliveryEvent event) {
        if (error(event) != null) {
            want(tables, event.workspaceId(), event.sandboxId());
        }
    }

    private static void want(FoldedTables tables, WorkspaceId workspace, SandboxId sandbox) {
        tables.webhooks.want(workspace.value(), sandbox.value());
    }

    static void apply(FoldedTables tables, WebhookEvent event, Place place) {
        switch (event) {
            case WebhookSet set -> set(tables, set, place);
            case WebhookRemoved removed ->
                tables.webhooks.remove(tables.webhooks.get(
                        removed.workspaceId().value(), removed.sandboxId().value()));
            case WebhookEnabled _ ->
                edit(tables, event, place, row -> {
                    row.setState(ENABLED);
                    forget(row);
                });
            case WebhookDisabled disabled ->
                edit(tables, event, place, row -> {
                    row.setState(DISABLED);
                    row.setDisabledReason(disabled.reason().wire());
                });
        }
    }

    static void apply(FoldedTables tables, SandboxEvent event) {
        WebhookRecord row = find(tables, event.workspaceId(), event.sandboxId());
        if (event instanceof SandboxDeleted && row != null) {
            tables.webhooks.remove(row);
        }
    }

    static void apply(FoldedTables tables, DeliveryEvent event, Place place) {
        String error = error(event);
        WebhookRecord row = find(tables, event.workspaceId(), event.sandboxId());
        if (error != null && row != null) {
            tables.webhooks.change(row, changed -> {
                changed.setLastError(error);
                changed.setLastErrorAt(place.time());
                changed.setSequence(place.sequence());
            });
        }
    }

    /** What a courier said of an attempt; of a last attempt, which ends otherwise, a receiver may have said it too. */
    private static @Nullable String error(DeliveryEvent event) {
        if (event instanceof MessageReturned returned) {
            return switch (returned.reason()) {
                case FAILED, RELEASED, SKIPPED -> returned.detail();
                case NAK, TIMED_OUT, UNREPORTED -> null;
            };
        }
        return event instanceof MessageDeadLettered dead && dead.failure().reason() == FailureReason.MAX_ATTEMPTS
                ? dead.failure().lastError()
                : null;
    }

    private static void set(FoldedTables tables, WebhookSet event, Place place) {
        WebhookRecord there = find(tables, event.workspaceId(), event.sandboxId());
        if (there != null) {
            edit(tables, event, place, row -> define(row, event));
            return;
        }
        WebhookRecord row = NewRow.of(new WebhookRecord());
        row.setWorkspaceId(event.workspaceId().value());
        row.setSandboxId(event.sandboxId().value());
        define(row, event);
        row.setCreatedAt(place.time());
        row.setUpdatedAt(place.time());
        row.setVersion(1L);
        row.setPartition(place.partition());
        row.setSequence(place.sequence());
        tables.webhooks.insert(row);
    }

    private static void define(WebhookRecord row, WebhookSet event) {
        row.setUrl(event.url());
        row.setMaxInFlight(event.maxInFlight());
        row.setState(ENABLED);
        forget(row);
    }

    private static void forget(WebhookRecord row) {
        row.setDisabledReason(null);
        row.setLastError(null);
        row.setLastErrorAt(null);
    }

    private static void edit(FoldedTables tables, WebhookEvent event, Place place, Consumer<WebhookRecord> edit) {
        WebhookRecord there = tables.webhooks.get(
                event.workspaceId().value(), event.sandboxId().value());
        tables.webhooks.change(there, row -> {
            edit.accept(row);
            row.setUpdatedAt(place.time());
            row.setVersion(row.getVersion() + 1);
            row.setSequence(place.sequence());
        });
    }

    private static @Nullable WebhookRecord find(FoldedTables tables, WorkspaceId workspace, SandboxId sandbox) {
        return tables.webhooks.find(workspace.value(), sandbox.value());
    }
}

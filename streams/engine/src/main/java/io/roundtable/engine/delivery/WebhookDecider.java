package io.roundtable.engine.delivery;

import static io.roundtable.contract.RejectionCode.SANDBOX_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.WEBHOOK_NOT_FOUND;

import io.roundtable.contract.WebhookCommand;
import io.roundtable.contract.WebhookCommand.EnableWebhook;
import io.roundtable.contract.WebhookCommand.RemoveWebhook;
import io.roundtable.contract.WebhookCommand.SetWebhook;
import io.roundtable.contract.WebhookEvent;
import io.roundtable.contract.WebhookEvent.WebhookDisabled;
import io.roundtable.contract.WebhookEvent.WebhookEnabled;
import io.roundtable.contract.WebhookEvent.WebhookRemoved;
import io.roundtable.contract.WebhookEvent.WebhookSet;
import io.roundtable.contract.workspace.Role;
import io.roundtable.engine.Asked;
import io.roundtable.engine.Decider;
import io.roundtable.engine.Decision;
import io.roundtable.engine.DeliveryKey.OfWebhook;
import io.roundtable.engine.DeliveryRow.WebhookRow;
import io.roundtable.engine.Gate;
import io.roundtable.engine.MutableRows;
import io.roundtable.engine.RowKey.OfSandbox;
import io.roundtable.engine.Rows;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the messages of a sandbox are sent to: for editors and owners. */
public final class WebhookDecider implements Decider<WebhookCommand, WebhookEvent> {

    @Override
    public Decision decide(Rows state, Asked<? extends WebhookCommand> asked) {
        var command = asked.command();
        var webhook = state.find(new OfWebhook(command.workspaceId(), command.sandboxId()));
        var gate = new Gate(state, asked);
        return gate.forMembers(
                Role.EDITOR,
                _ -> state.find(new OfSandbox(command.workspaceId(), command.sandboxId())) == null
                        ? Decision.rejected(SANDBOX_NOT_FOUND, "there is no sandbox " + command.sandboxId())
                        : gate.atVersion(webhook == null ? 0 : webhook.version(), () -> decide(command, webhook)));
    }

    private static Decision decide(WebhookCommand command, @Nullable WebhookRow webhook) {
        return switch (command) {
            case SetWebhook set ->
                changed(
                        set,
                        webhook == null ? 1 : webhook.version() + 1,
                        new WebhookSet(set.workspaceId(), set.sandboxId(), set.url(), set.maxInFlight()));
            case RemoveWebhook remove ->
                existing(
                        webhook,
                        there -> changed(
                                remove,
                                there.version() + 1,
                                new WebhookRemoved(remove.workspaceId(), remove.sandboxId())));
            case EnableWebhook enable ->
                existing(
                        webhook,
                        there -> there.enabled()
                                ? Decision.unchanged(
                                        there.version(), enable.sandboxId().value())
                                : changed(
                                        enable,
                                        there.version() + 1,
                                        new WebhookEnabled(enable.workspaceId(), enable.sandboxId())));
        };
    }

    private static Decision changed(WebhookCommand command, long version, WebhookEvent event) {
        return Decision.accepted(version, command.sandboxId().value(), event);
    }

    private static Decision existing(@Nullable WebhookRow webhook, Function<WebhookRow, Decision> rule) {
        return webhook == null
                ? Decision.rejected(WEBHOOK_NOT_FOUND, "the sandbox has no webhook")
                : rule.apply(webhook);
    }

    @Override
    public void evolve(MutableRows state, WebhookEvent event, Instant time) {
        var key = new OfWebhook(event.workspaceId(), event.sandboxId());
        switch (event) {
            case WebhookSet set -> {
                var before = state.find(key);
                long version = before == null ? 1 : before.version() + 1;
                state.put(key, new WebhookRow(true, set.maxInFlight(), time, version));
            }
            case WebhookRemoved _ -> state.remove(key);
            case WebhookEnabled _ -> state.put(key, state.get(key).enabled(time));
            case WebhookDisabled _ -> state.put(key, state.get(key).disabled());
        }
    }
}

package io.roundtable.engine;

import io.roundtable.contract.Command;
import io.roundtable.contract.DeliveryCommand;
import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.Event;
import io.roundtable.contract.MessageCommand;
import io.roundtable.contract.MessageEvent;
import io.roundtable.contract.SandboxCommand;
import io.roundtable.contract.SandboxEvent;
import io.roundtable.contract.SubscriptionCommand;
import io.roundtable.contract.SubscriptionEvent;
import io.roundtable.contract.WebhookCommand;
import io.roundtable.contract.WebhookEvent;
import io.roundtable.contract.WorkspaceCommand;
import io.roundtable.contract.WorkspaceEvent;
import io.roundtable.engine.delivery.DeliveryDecider;
import io.roundtable.engine.delivery.Pushing;
import io.roundtable.engine.delivery.WebhookDecider;
import io.roundtable.engine.message.MessageDecider;
import io.roundtable.engine.sandbox.SandboxDecider;
import io.roundtable.engine.subscription.Subscribers;
import io.roundtable.engine.subscription.SubscriptionDecider;
import io.roundtable.engine.workspace.WorkspaceDecider;
import java.time.Instant;
import java.util.List;

/** The door of the engine: every rule, for whoever has rows of state and a command or an event. */
public final class Deciders {

    private final WorkspaceDecider workspaces = new WorkspaceDecider();
    private final SandboxDecider sandboxes = new SandboxDecider();
    private final MessageDecider messages = new MessageDecider();
    private final DeliveryDecider deliveries = new DeliveryDecider();
    private final WebhookDecider webhooks = new WebhookDecider();
    private final SubscriptionDecider subscriptions = new SubscriptionDecider();

    /** Decides without changing anything; the same rows and question give the same decision. */
    public Decision decide(Rows state, Asked<? extends Command> asked) {
        return switch (asked.command()) {
            case WorkspaceCommand command -> workspaces.decide(state, asked.about(command));
            case SandboxCommand command -> sandboxes.decide(state, asked.about(command));
            case MessageCommand command -> messages.decide(state, asked.about(command));
            case DeliveryCommand command -> deliveries.decide(state, asked.about(command));
            case WebhookCommand command -> webhooks.decide(state, asked.about(command));
            case SubscriptionCommand command -> subscriptions.decide(state, asked.about(command));
        };
    }

    /**
     * What follows of itself from what a command has made happen, as part of the same decision: messages that are ready
     * are given to the couriers of their recipients, and events to those of subscriptions. To be asked again with what
     * it gives until that is nothing, which it is at the third time.
     *
     * @param state with these events folded into it
     */
    public List<Event> follow(Rows state, List<Event> happened, Asked<? extends Command> asked) {
        var pushed = new Pushing(state, asked).after(happened);
        // what is pushed is an event that somebody may have subscribed to, and belongs into the same order
        return pushed.isEmpty() && !happened.isEmpty() ? Subscribers.orders(state, asked) : pushed;
    }

    /**
     * Folds an event into the state, live and in replay.
     *
     * @param time the event's
     * @param sequence its place in its partition
     * @throws IllegalStateException where the event can't have happened in this state, which is a bug
     */
    public void evolve(MutableRows state, Event event, Instant time, long sequence) {
        switch (event) {
            case WorkspaceEvent happened -> workspaces.evolve(state, happened, time);
            case SandboxEvent happened -> sandboxes.evolve(state, happened, time);
            case MessageEvent happened -> messages.evolve(state, happened, time);
            case DeliveryEvent happened -> deliveries.evolve(state, happened, time);
            case WebhookEvent happened -> webhooks.evolve(state, happened, time);
            case SubscriptionEvent happened -> subscriptions.evolve(state, happened, time);
        }
        Subscribers.note(state, event, time, sequence);
    }

    /** Takes down what is no event; live only. */
    public void note(MutableRows state, Note note) {
        switch (note) {
            case Note.OfHealth health -> sandboxes.note(state, health);
            case Note.OfDrain drain -> deliveries.note(state, drain);
        }
    }
}

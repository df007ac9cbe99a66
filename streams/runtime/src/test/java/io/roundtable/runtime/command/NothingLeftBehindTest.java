package io.roundtable.runtime.command;

import static io.roundtable.runtime.People.ALICE;
import static io.roundtable.runtime.People.BOB;
import static io.roundtable.runtime.People.LAB;
import static io.roundtable.runtime.People.OLGA;
import static io.roundtable.runtime.People.createWorkspace;
import static io.roundtable.runtime.People.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.DeadLetterCommand.DiscardMessage;
import io.roundtable.contract.DeadLetterCommand.RedriveMessage;
import io.roundtable.contract.DeliveryEvent.DeadLetterDiscarded;
import io.roundtable.contract.DeliveryEvent.MessageAcknowledged;
import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.DeliveryEvent.MessageExpired;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.Event;
import io.roundtable.contract.InboxCommand.LeaseMessages;
import io.roundtable.contract.LeaseCommand;
import io.roundtable.contract.LeaseCommand.AcknowledgeMessage;
import io.roundtable.contract.LeaseCommand.ExtendLease;
import io.roundtable.contract.LeaseCommand.RejectMessage;
import io.roundtable.contract.LeaseCommand.ReleaseLease;
import io.roundtable.contract.LeaseCommand.ReturnMessage;
import io.roundtable.contract.MessageCommand.BroadcastMessage;
import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxCommand.CreateSandbox;
import io.roundtable.contract.SandboxCommand.DeleteSandbox;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Priority;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.sandbox.Ordering;
import io.roundtable.contract.sandbox.SandboxDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store stays small: of messages that have reached their end nothing is in it once nobody can ask for them. */
@Order(1)
final class NothingLeftBehindTest {

    private static final int MESSAGES = 100_000;
    private static final int AT_ONCE = 50;
    private static final SandboxId STRICT = new SandboxId("sb_carol00001");
    private static final SandboxId DOOMED = new SandboxId("sb_dora000001");
    private static final Set<Class<?>> ENDS =
            Set.of(MessageAcknowledged.class, MessageExpired.class, DeadLetterDiscarded.class);
    private static final List<SandboxId> ALL = List.of(ALICE, BOB, STRICT, DOOMED);

    @TempDir
    private Path dir;

    private final Random random = new Random(11);
    private final Set<MessageId> unfinished = new LinkedHashSet<>();
    private final Set<MessageId> dead = new LinkedHashSet<>();
    private final Map<Class<?>, Integer> ends = new HashMap<>();
    private int given;
    private int said;

    @Test
    void shouldHoldOnlyWorkspaceAndSandboxesAfterAHundredThousandMessages() {
        try (var engine = new DirectEngine(dir)) {
            // Given
            engine.give(OLGA, createWorkspace(LAB));
            ALL.forEach(sandbox -> engine.give(OLGA, created(sandbox)));

            // When
            while (said < MESSAGES) {
                speak(engine);
                receive(engine);
                lookAfterTheDead(engine);
                // now and then some hours in which nothing happens, so that ends are forgotten meanwhile
                engine.after(
                        random.nextInt(100) == 0 ? Duration.ofHours(10) : Duration.ofMillis(random.nextInt(20_000)));
                seen(engine.timers());
                engine.forget();
            }
            seen(engine.give(OLGA, new DeleteSandbox(LAB, DOOMED)));
            finish(engine);

            // Then
            assertThat(unfinished).isEmpty();
            assertThat(ends.keySet()).isEqualTo(ENDS);
            assertThat(ends.values()).allMatch(count -> count > 500);
            assertThat(engine.keys()).anyMatch(key -> key.startsWith("v/e/"));
            engine.after(Duration.ofDays(2)).give(OLGA, new LeaseMessages(LAB, BOB, 1, null));
            assertThat(engine.forget())
                    .isLessThan(ends.values().stream().mapToInt(n -> n).sum());
            assertThat(engine.keys())
                    .containsExactlyInAnyOrder(
                            "p",
                            "w/" + LAB,
                            "wd/" + LAB,
                            "m/" + LAB + "/" + OLGA.id(),
                            "s/" + LAB + "/" + ALICE,
                            "s/" + LAB + "/" + BOB,
                            "s/" + LAB + "/" + STRICT,
                            "sd/" + LAB + "/" + ALICE,
                            "sd/" + LAB + "/" + BOB,
                            "sd/" + LAB + "/" + STRICT,
                            "i/" + LAB + "/" + ALICE,
                            "i/" + LAB + "/" + BOB,
                            "i/" + LAB + "/" + STRICT);
        }
    }

    private static CreateSandbox created(SandboxId sandbox) {
        var ordering = sandbox.equals(STRICT) ? Ordering.STRICT : Ordering.DEFAULT;
        var delivery = new DeliverySettings(null, 3, null, null, ordering, List.of(1, 5));
        return new CreateSandbox(
                LAB, sandbox, new SandboxDefinition(sandbox.value(), null, null, null, delivery, null));
    }

    private void speak(DirectEngine engine) {
        for (int i = 0; i < AT_ONCE; i++) {
            var id = message(++given);
            if (random.nextInt(10) == 0) {
                seen(engine.give(OLGA, new BroadcastMessage(LAB, id, ALICE, null, utterance(engine.now(), STRICT))));
            } else {
                SandboxId to = ALL.get(random.nextInt(ALL.size()));
                seen(engine.give(OLGA, new SendMessage(LAB, id, BOB, to, utterance(engine.now(), to))));
            }
        }
    }

    private Utterance utterance(Instant now, SandboxId to) {
        Instant deliverAt = random.nextInt(10) == 0 ? now.plusNanos(random.nextLong(90_000_000_000L)) : null;
        Instant expiresAt = random.nextInt(10) == 0 ? now.plusNanos(90_000_000_001L) : null;
        String correlation = random.nextBoolean() ? "c" + random.nextInt(10) : null;
        var priority = to.equals(STRICT) || random.nextInt(5) > 0 ? Priority.NORMAL : Priority.URGENT;
        return new Utterance(MessageType.REQUEST, new RawJson("1"), correlation, null, expiresAt, deliverAt, priority);
    }

    private void receive(DirectEngine engine) {
        for (SandboxId sandbox : ALL) {
            var events = engine.give(OLGA, new LeaseMessages(LAB, sandbox, 10 + random.nextInt(80), null));
            for (Event lease : events) {
                LeaseCommand word = word((MessageLeased) lease);
                if (word != null) {
                    seen(engine.give(OLGA, word));
                }
            }
        }
    }

    /** What the receiver says; mostly that all is well, and sometimes nothing. */
    private @Nullable LeaseCommand word(MessageLeased lease) {
        var to = lease.sandboxId();
        var id = lease.messageId();
        return switch (random.nextInt(40)) {
            case 0, 1 -> null;
            case 2, 3 -> new ReturnMessage(LAB, to, id, lease.leaseId(), null, "busy");
            case 4 -> new ReturnMessage(LAB, to, id, lease.leaseId(), 0, null);
            case 5 -> new RejectMessage(LAB, to, id, lease.leaseId(), "nonsense");
            case 6 -> new ReleaseLease(LAB, to, id, lease.leaseId());
            case 7 -> new ExtendLease(LAB, to, id, lease.leaseId(), 3);
            default -> new AcknowledgeMessage(LAB, to, id, lease.leaseId());
        };
    }

    private void lookAfterTheDead(DirectEngine engine) {
        for (MessageId id : List.copyOf(dead)) {
            seen(engine.give(
                    OLGA,
                    random.nextBoolean()
                            ? new RedriveMessage(LAB, id, null)
                            : new DiscardMessage(LAB, id, "of no use")));
            dead.remove(id);
        }
    }

    /** Everything is received and acknowledged, and what can't be is discarded. */
    private void finish(DirectEngine engine) {
        for (int i = 0; i < 1_000 && !unfinished.isEmpty(); i++) {
            seen(engine.timers());
            for (SandboxId sandbox : ALL) {
                engine.give(OLGA, new LeaseMessages(LAB, sandbox, 100, null)).forEach(told -> {
                    var lease = (MessageLeased) told;
                    seen(engine.give(OLGA, new AcknowledgeMessage(LAB, sandbox, lease.messageId(), lease.leaseId())));
                });
            }
            for (MessageId id : List.copyOf(dead)) {
                seen(engine.give(OLGA, new DiscardMessage(LAB, id, "over")));
                dead.remove(id);
            }
            engine.after(Duration.ofSeconds(2));
        }
        engine.timers();
    }

    private void seen(List<Event> events) {
        for (Event event : events) {
            switch (event) {
                case MessageSent sent -> said(sent.messageId());
                case MessageBroadcast broadcast -> broadcast.copies().forEach(copy -> said(copy.messageId()));
                case MessageDeadLettered letter -> dead.add(letter.messageId());
                case MessageAcknowledged end -> ended(end, end.messageId());
                case MessageExpired end -> ended(end, end.messageId());
                case DeadLetterDiscarded end -> ended(end, end.messageId());
                default -> {} // a step between
            }
        }
    }

    private void said(MessageId id) {
        unfinished.add(id);
        said++;
    }

    private void ended(Event end, MessageId id) {
        assertThat(unfinished.remove(id)).isTrue();
        ends.merge(end.getClass(), 1, Integer::sum);
    }
}

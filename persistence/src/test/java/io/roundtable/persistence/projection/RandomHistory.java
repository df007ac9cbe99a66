package io.roundtable.persistence.projection;

import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.FreeForm;
import io.roundtable.contract.MessageEvent;
import io.roundtable.contract.MessageEvent.Copy;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxEvent.SandboxChanged;
import io.roundtable.contract.SandboxEvent.SandboxCreated;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxEvent.SandboxHealthReported;
import io.roundtable.contract.SandboxEvent.SandboxStatusChanged;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WebhookEvent.WebhookDisabled;
import io.roundtable.contract.WebhookEvent.WebhookEnabled;
import io.roundtable.contract.WebhookEvent.WebhookRemoved;
import io.roundtable.contract.WebhookEvent.WebhookSet;
import io.roundtable.contract.WorkspaceEvent.MemberRemoved;
import io.roundtable.contract.WorkspaceEvent.MemberSet;
import io.roundtable.contract.WorkspaceEvent.WorkspaceArchived;
import io.roundtable.contract.WorkspaceEvent.WorkspaceChanged;
import io.roundtable.contract.WorkspaceEvent.WorkspaceCreated;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.delivery.DisabledReason;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Priority;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** Histories that could have happened, the same for the same seed: everything there is happens in them. */
public final class RandomHistory {

    private static final List<String> CONTENTS = List.of(
            "{\"a\": 1,  \"a\":2}",
            "\"\\u0000 and \\ud800\"",
            "null",
            "\"tab\\t, line\\n, slash\\/\"",
            "[1e400, -0, 0.10]",
            "\"äöü 漢字 🙂\"");

    private final RandomGenerator random;
    private final TestLog log;
    private final RandomSubscriptions subscriptions;
    private final RandomLadder ladder;
    private final Map<WorkspaceId, Contents> workspaces = new TreeMap<>();
    private int ids;

    private record Contents(
            TreeSet<UserId> members, TreeMap<SandboxId, SandboxStatus> sandboxes, TreeSet<SandboxId> webhooks) {}

    private RandomHistory(long seed, int partition) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.log = new TestLog(partition);
        this.ladder = new RandomLadder(random);
        this.subscriptions = new RandomSubscriptions(random, log);
    }

    public static TestLog of(long seed, int partition, int events) {
        RandomHistory history = new RandomHistory(seed, partition);
        while (history.log.all().size() < events) {
            history.step();
        }
        return history.log;
    }

    private void step() {
        log.pass(Duration.ofMillis(random.nextInt(10) == 0 ? random.nextInt(100_000) : 0));
        if (workspaces.isEmpty() || random.nextInt(40) == 0) {
            create();
            return;
        }
        WorkspaceId workspace = pick(List.copyOf(workspaces.keySet()));
        Contents contents = get(workspace);
        switch (random.nextInt(26)) {
            case 0 -> log.append(new WorkspaceChanged(workspace, workspaceDefinition()));
            case 1 -> log.append(new WorkspaceArchived(workspace));
            case 2 -> setMember(workspace, contents);
            case 3 -> removeMember(workspace, contents);
            case 4, 5 -> createSandbox(workspace, contents);
            case 6, 7 -> ofSandbox(workspace, contents);
            case 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18 -> climb();
            case 19, 20 -> subscriptions.step(workspace);
            default -> say(workspace, contents);
        }
    }

    private void create() {
        WorkspaceId workspace = Sayings.workspace(++ids);
        UserId owner = Sayings.user(random.nextInt(5));
        workspaces.put(workspace, new Contents(new TreeSet<>(List.of(owner)), new TreeMap<>(), new TreeSet<>()));
        log.append(new WorkspaceCreated(workspace, workspaceDefinition(), owner));
    }

    private void setMember(WorkspaceId workspace, Contents contents) {
        UserId user = Sayings.user(random.nextInt(5));
        contents.members().add(user);
        log.append(new MemberSet(workspace, user, pick(List.of(Role.values()))));
    }

    private void removeMember(WorkspaceId workspace, Contents contents) {
        if (!contents.members().isEmpty()) {
            UserId user = pick(List.copyOf(contents.members()));
            contents.members().remove(user);
            log.append(new MemberRemoved(workspace, user));
        }
    }

    private void createSandbox(WorkspaceId workspace, Contents contents) {
        // Now and then one that was there before, as an id may come again.
        SandboxId sandbox = Sayings.sandbox(random.nextInt(3) == 0 ? 1 + random.nextInt(20) : 100 + ++ids);
        if (contents.sandboxes().putIfAbsent(sandbox, SandboxStatus.PROVISIONING) == null) {
            log.append(new SandboxCreated(workspace, sandbox, sandboxDefinition()));
        }
    }

    private void ofSandbox(WorkspaceId workspace, Contents contents) {
        if (contents.sandboxes().isEmpty()) {
            return;
        }
        SandboxId sandbox = pick(List.copyOf(contents.sandboxes().keySet()));
        switch (random.nextInt(6)) {
            case 0 -> {
                contents.sandboxes().remove(sandbox);
                contents.webhooks().remove(sandbox);
                log.append(new SandboxDeleted(workspace, sandbox));
            }
            case 1 -> log.append(new SandboxChanged(workspace, sandbox, sandboxDefinition()));
            case 2 -> {
                SandboxStatus to = pick(List.of(SandboxStatus.values()));
                String container = random.nextBoolean() ? "c-" + ++ids : null;
                log.append(new SandboxStatusChanged(
                        workspace, sandbox, SandboxStatus.RUNNING, to, "why not", container, FreeForm.EMPTY));
            }
            case 3, 4 -> ofWebhook(workspace, sandbox, contents.webhooks());
            default ->
                log.append(new SandboxHealthReported(
                        workspace, sandbox, pick(List.of(Health.values())), log.now(), maybe("fine")));
        }
    }

    private void ofWebhook(WorkspaceId workspace, SandboxId any, Set<SandboxId> webhooks) {
        SandboxId sandbox = webhooks.isEmpty() || random.nextInt(4) == 0 ? any : pick(List.copyOf(webhooks));
        if (webhooks.add(sandbox)) {
            log.append(new WebhookSet(workspace, sandbox, "https://agent.example/" + ++ids, 4));
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> log.append(new WebhookSet(workspace, sandbox, "https://agent.example/" + ++ids, 9));
            case 1, 2 -> log.append(new WebhookDisabled(workspace, sandbox, pick(List.of(DisabledReason.values()))));
            case 3, 4 -> log.append(new WebhookEnabled(workspace, sandbox));
            default -> {
                webhooks.remove(sandbox);
                log.append(new WebhookRemoved(workspace, sandbox));
            }
        }
    }

    private void climb() {
        DeliveryEvent event = ladder.next(log.now());
        if (event != null) {
            log.append(event);
        }
    }

    private void say(WorkspaceId workspace, Contents contents) {
        SandboxId from = Sayings.sandbox(1 + random.nextInt(5));
        if (random.nextInt(8) == 0) {
            List<Copy> copies = new ArrayList<>();
            for (int i = 1 + random.nextInt(20); i > 0; i--) {
                copies.add(new Copy(Sayings.message(++ids), Sayings.sandbox(i)));
            }
            said(new MessageBroadcast(workspace, Sayings.message(++ids), from, copies, utterance(), random.nextInt(9)));
        } else {
            SandboxId to =
                    contents.sandboxes().isEmpty() ? from : contents.sandboxes().firstKey();
            SandboxId speaker = random.nextInt(5) == 0 ? null : from;
            said(new MessageSent(workspace, Sayings.message(++ids), speaker, to, utterance(), random.nextInt(9)));
        }
    }

    private void said(MessageEvent event) {
        log.append(event);
        ladder.said(event);
    }

    private Utterance utterance() {
        Instant expires = random.nextBoolean() ? log.now().plusNanos(1_000_000_789) : null;
        return new Utterance(
                pick(List.of(MessageType.values())),
                new RawJson(pick(CONTENTS)),
                maybe("c" + random.nextInt(9)),
                random.nextBoolean() ? Sayings.message(1 + random.nextInt(ids)) : null,
                expires,
                random.nextBoolean() ? log.now().plusNanos(1_999) : null,
                pick(List.of(Priority.values())));
    }

    private WorkspaceDefinition workspaceDefinition() {
        return new WorkspaceDefinition("Tab\there, back\\slash " + ++ids, maybe("line one\nline two"), null);
    }

    private SandboxDefinition sandboxDefinition() {
        return new SandboxDefinition(
                "sandbox " + ++ids,
                null,
                null,
                null,
                null,
                Map.of("zone", "z" + random.nextInt(3), "a", "\"quoted\" ä", "longer/key", ""));
    }

    private @Nullable String maybe(String text) {
        return random.nextBoolean() ? text : null;
    }

    private Contents get(WorkspaceId workspace) {
        Contents contents = workspaces.get(workspace);
        if (contents == null) {
            throw new IllegalStateException("no " + workspace);
        }
        return contents;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}

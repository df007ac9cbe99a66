package io.roundtable.http.access;

import com.github.benmanes.caffeine.cache.Cache;
import io.micronaut.http.HttpRequest;
import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.MessageEvent;
import io.roundtable.contract.SandboxEvent.SandboxChanged;
import io.roundtable.contract.SandboxEvent.SandboxCreated;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxEvent.SandboxHealthReported;
import io.roundtable.contract.SandboxEvent.SandboxStatusChanged;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.SubscriptionEvent;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WebhookEvent;
import io.roundtable.contract.WorkspaceEvent.MemberRemoved;
import io.roundtable.contract.WorkspaceEvent.MemberSet;
import io.roundtable.contract.WorkspaceEvent.WorkspaceArchived;
import io.roundtable.contract.WorkspaceEvent.WorkspaceChanged;
import io.roundtable.contract.WorkspaceEvent.WorkspaceCreated;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.Caches;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.live.EventListener;
import io.roundtable.http.log.LogLayout;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs where, kept in memory so that a request on the way to the log asks no database.
 *
 * <p>What the tail of the events says is taken as it comes. What it has not said is read from the tables, once they
 * have reached all that this node and its client have seen; an entry carries the sequence that it is as of, so that a
 * reading from tables that lag never overwrites what the tail has said.
 */
@Singleton
public final class Directory implements EventListener {

    /** Entries of each kind; those that were not used for longest go first. */
    private static final int MAX_ENTRIES = 200_000;

    private final Cache<String, Entry<Role>> members = cache();
    private final Cache<String, Entry<Boolean>> sandboxes = cache();
    private final SharedLookups<Role> roleLookups = new SharedLookups<>();
    private final SharedLookups<Boolean> sandboxLookups = new SharedLookups<>();
    private final AtomicLongArray tailed;
    private final Source source;
    private final ReadGate gate;
    private final LogLayout layout;

    Directory(Source source, ReadGate gate, LogLayout layout) {
        this.source = source;
        this.gate = gate;
        this.layout = layout;
        this.tailed = new AtomicLongArray(layout.partitions().count());
    }

    /** The tables, as of a sequence that they have surely reached. */
    public interface Source {

        /** Null where the user is no member. */
        @Nullable
        Role role(WorkspaceId workspace, UserId user);

        boolean sandboxExists(WorkspaceId workspace, SandboxId sandbox);
    }

    private record Entry<T>(@Nullable T value, long sequence) {}

    /** A member's role if it is at hand; never blocks. Absent says nothing. */
    @Nullable
    Role roleAtHand(WorkspaceId workspace, UserId user) {
        Entry<Role> entry = members.getIfPresent(memberKey(workspace, user));
        return entry == null ? null : entry.value();
    }

    /** Whether a sandbox is known to be there without asking; never blocks. False says nothing. */
    boolean isSandboxAtHand(WorkspaceId workspace, SandboxId sandbox) {
        Entry<Boolean> entry = sandboxes.getIfPresent(sandboxKey(workspace, sandbox));
        return entry != null && Boolean.TRUE.equals(entry.value());
    }

    /** Whether the log has said that a sandbox was deleted; never blocks. False says nothing. */
    boolean isSandboxGone(WorkspaceId workspace, SandboxId sandbox) {
        Entry<Boolean> entry = sandboxes.getIfPresent(sandboxKey(workspace, sandbox));
        return entry != null && Boolean.FALSE.equals(entry.value());
    }

    /** A member's role, or null where the tables confirm that there is none; blocks. */
    @Nullable
    Role role(HttpRequest<?> request, WorkspaceId workspace, UserId user) {
        String key = memberKey(workspace, user);
        return roleLookups.get(key, () -> {
            long asOf = confirmedSequence(request, workspace);
            Role role = source.role(workspace, user);
            put(members, key, new Entry<>(role, asOf));
            return role;
        });
    }

    boolean sandboxExists(HttpRequest<?> request, WorkspaceId workspace, SandboxId sandbox) {
        String key = sandboxKey(workspace, sandbox);
        Boolean found = sandboxLookups.get(key, () -> {
            long asOf = confirmedSequence(request, workspace);
            if (!source.sandboxExists(workspace, sandbox)) {
                return null;
            }
            put(sandboxes, key, new Entry<>(true, asOf));
            return true;
        });
        return found != null;
    }

    @Override
    public void onEvent(EventEnvelope envelope, int partition) {
        long sequence = envelope.sequence();
        switch (envelope.event()) {
            case WorkspaceCreated created -> putMember(created.workspaceId(), created.owner(), Role.OWNER, sequence);
            case MemberSet set -> putMember(set.workspaceId(), set.userId(), set.role(), sequence);
            case MemberRemoved removed -> putMember(removed.workspaceId(), removed.userId(), null, sequence);
            case SandboxCreated created ->
                put(sandboxes, sandboxKey(created.workspaceId(), created.sandboxId()), new Entry<>(true, sequence));
            case SandboxDeleted deleted ->
                put(sandboxes, sandboxKey(deleted.workspaceId(), deleted.sandboxId()), new Entry<>(false, sequence));
            case WorkspaceChanged _,
                    WorkspaceArchived _,
                    SandboxChanged _,
                    SandboxStatusChanged _,
                    SandboxHealthReported _,
                    MessageEvent _,
                    DeliveryEvent _,
                    WebhookEvent _,
                    SubscriptionEvent _ -> {
                // the directory holds nothing of these
            }
        }
        // whatever stands there: tables that are behind it can't confirm anything yet
        tailed.accumulateAndGet(partition, sequence, Math::max);
    }

    /** What was passed over may have been about anybody. */
    @Override
    public void onGap(int partition) {
        members.invalidateAll();
        sandboxes.invalidateAll();
    }

    private long confirmedSequence(HttpRequest<?> request, WorkspaceId workspace) {
        long asOf = tailed.get(layout.partitionOf(workspace));
        gate.await(workspace, asOf);
        gate.await(request, workspace);
        return asOf;
    }

    private void putMember(WorkspaceId workspace, UserId user, @Nullable Role role, long sequence) {
        put(members, memberKey(workspace, user), new Entry<>(role, sequence));
    }

    private static <T> void put(Cache<String, Entry<T>> cache, String key, Entry<T> entry) {
        cache.asMap().merge(key, entry, (old, fresh) -> fresh.sequence() >= old.sequence() ? fresh : old);
    }

    private static <T> Cache<String, Entry<T>> cache() {
        return Caches.builder().maximumSize(MAX_ENTRIES).recordStats().build();
    }

    private static String memberKey(WorkspaceId workspace, UserId user) {
        return workspace.value() + user.value();
    }

    private static String sandboxKey(WorkspaceId workspace, SandboxId sandbox) {
        return workspace.value() + sandbox.value();
    }
}

package io.roundtable.app.role;

import io.roundtable.http.operations.ReadinessSource;
import io.roundtable.runtime.RoleStatus;
import io.roundtable.runtime.burial.Burials;
import io.roundtable.runtime.command.Engine;
import io.roundtable.runtime.courier.Courier;
import io.roundtable.runtime.projection.Projectors;
import io.roundtable.runtime.replay.ReplayWorker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** How the Streams roles of this process are, for the HTTP side to tell; within 2 s, whatever they do. */
final class RoleReadiness implements ReadinessSource {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Pattern TRAILING_DIGITS = Pattern.compile("[0-9]+$");

    /** Partition 2 stands before partition 10. */
    private static final Comparator<RoleStatus> BY_NAME_AND_NUMBER = Comparator.comparing((RoleStatus status) ->
                    TRAILING_DIGITS.matcher(status.part()).replaceFirst(""))
            .thenComparingInt(status -> status.part().length())
            .thenComparing(RoleStatus::part);

    private final List<AskedRole> roles = new CopyOnWriteArrayList<>();

    void engine(Engine started) {
        add("engine", started::status);
    }

    void projector(Projectors started) {
        add("projector", started::status);
    }

    void burials(Burials started) {
        add("burials", started::status);
    }

    void replay(ReplayWorker started) {
        add("replay", started::status);
    }

    void courier(Courier started) {
        add("courier", started::status);
    }

    private void add(String role, Supplier<List<RoleStatus>> status) {
        roles.add(new AskedRole(role, status, Clock.systemUTC()));
    }

    @Override
    public List<Part> parts() {
        return parts(roles, PATIENCE);
    }

    /** All are asked at once, so that two that don't answer take no longer than one. */
    static List<Part> parts(List<AskedRole> roles, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        var parts = new ArrayList<Part>();
        roles.forEach(AskedRole::ask);
        for (AskedRole role : roles) {
            role.answer(deadline - System.nanoTime()).stream()
                    .sorted(BY_NAME_AND_NUMBER)
                    .forEach(status -> parts.add(part(role.name(), status)));
        }
        return parts;
    }

    private static Part part(String role, RoleStatus status) {
        return new Part(
                role,
                status.part(),
                status.ready() ? Status.READY : Status.NOT_READY,
                status.lag(),
                status.since(),
                status.detail(),
                status.action());
    }
}

package io.roundtable.app.role;

import io.roundtable.http.operations.ReadinessSource;
import io.roundtable.runtime.RoleStatus;
import io.roundtable.runtime.burial.Burials;
import io.roundtable.runtime.command.Engine;
import io.roundtable.runtime.projection.Projector;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the Streams roles of this process are, for the HTTP side to tell; within 2 s, whatever they do. */
final class RoleReadiness implements ReadinessSource {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private volatile @Nullable AskedRole engine;
    private volatile @Nullable AskedRole projector;
    private volatile @Nullable AskedRole burials;

    void engine(Engine started) {
        this.engine = new AskedRole("engine", started::status, Clock.systemUTC());
    }

    void projector(Projector started) {
        this.projector = new AskedRole("projector", started::status, Clock.systemUTC());
    }

    void burials(Burials started) {
        this.burials = new AskedRole("burials", started::status, Clock.systemUTC());
    }

    @Override
    public List<Part> parts() {
        var roles = new ArrayList<AskedRole>();
        AskedRole currentEngine = engine;
        if (currentEngine != null) {
            roles.add(currentEngine);
        }
        AskedRole currentProjector = projector;
        if (currentProjector != null) {
            roles.add(currentProjector);
        }
        AskedRole currentBurials = burials;
        if (currentBurials != null) {
            roles.add(currentBurials);
        }
        return parts(roles, PATIENCE);
    }

    /** All are asked at once, so that two that don't answer take no longer than one. */
    static List<Part> parts(List<AskedRole> roles, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        var parts = new ArrayList<Part>();
        roles.forEach(AskedRole::ask);
        for (AskedRole role : roles) {
            role.answer(deadline - System.nanoTime()).forEach(status -> parts.add(part(role.name(), status)));
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

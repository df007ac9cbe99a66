package io.roundtable.app.role;

import io.roundtable.http.operations.ReadinessSource;
import io.roundtable.runtime.RoleStatus;
import io.roundtable.runtime.command.Engine;
import io.roundtable.runtime.projection.Projector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the Streams roles of this process are, for the HTTP side to tell. */
final class RoleReadiness implements ReadinessSource {

    private volatile @Nullable Engine engine;
    private volatile @Nullable Projector projector;

    void engine(Engine started) {
        this.engine = started;
    }

    void projector(Projector started) {
        this.projector = started;
    }

    @Override
    public List<Part> parts() {
        var parts = new ArrayList<Part>();
        Engine currentEngine = engine;
        if (currentEngine != null) {
            currentEngine.status().forEach(status -> parts.add(part("engine", status)));
        }
        Projector currentProjector = projector;
        if (currentProjector != null) {
            currentProjector.status().forEach(status -> parts.add(part("projector", status)));
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

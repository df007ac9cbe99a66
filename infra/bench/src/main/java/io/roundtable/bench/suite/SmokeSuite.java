package io.roundtable.bench.suite;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.installation.Room;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A little of {@code rebuild} and of {@code append} in one installation: enough to notice that a ratio has halved. */
final class SmokeSuite implements Suite {
    private static final int ROOMS = 16;
    private static final int SANDBOXES = 2;

    @Override
    public String name() {
        return "smoke";
    }

    @Override
    public String measures() {
        return "a little of rebuild and append; fails where a ratio is less than half of what is recorded";
    }

    @Override
    public Plan usual() {
        return new Plan(2, 2, 10_000);
    }

    @Override
    public Optional<Plan> brief() {
        return Optional.of(usual());
    }

    @Override
    public List<Figure> measure(Run run) throws IOException, SQLException {
        try (var installation = run.install()) {
            installation.ready("engine", "projector", "api");
            var owner = installation.owner();
            var rooms = Room.make(owner, ROOMS, SANDBOXES);
            run.say("making a log of about " + run.plan().events() + " events");
            new MadeConversations(owner, rooms).fill(run.plan().events());
            var figures = new ArrayList<>(RebuildSuite.rounds(
                    run, installation, installation.role("projector").process(), owner));
            installation.stop("engine", "projector");
            figures.addAll(AppendSuite.briefly(run, installation, owner, rooms));
            return figures.stream().filter(SmokeSuite::isStable).toList();
        }
    }

    /** Rates; what else is compared says little after a few seconds. */
    private static boolean isStable(Figure figure) {
        return figure.unit().endsWith("/s");
    }
}

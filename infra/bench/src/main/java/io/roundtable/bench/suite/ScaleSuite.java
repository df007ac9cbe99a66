package io.roundtable.bench.suite;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.AtOnce;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.suite.Costs.Growth;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What operations cost while one thing grows and the rest stays. */
final class ScaleSuite implements Suite {
    private static final int WORKSPACES = 10;
    private static final int SANDBOXES = 4;
    private static final int MOST_SANDBOXES = 10_000;

    /** Less than the 10,000 that a mailbox holds unless it is told otherwise. */
    private static final int DEPTH = 9_000;

    /** Nobody receives what the rounds send. */
    private static final String ROOMY = "{\"delivery\":{\"mailbox_limit\":1000000}}";

    private static final int BATCH = 100;

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public String measures() {
        return "what it costs to send, to receive and to read a message as there are more messages (--events),"
                + " workspaces (--size), sandboxes of a workspace, and messages in a mailbox";
    }

    @Override
    public Plan usual() {
        return new Plan(3, 3, 150_000);
    }

    /** What grows takes longer to be made than a brief look takes. */
    @Override
    public Optional<Plan> brief() {
        return Optional.empty();
    }

    @Override
    public List<Figure> measure(Run run) throws IOException, SQLException {
        try (var installation = run.install()) {
            installation.ready("engine", "projector", "api");
            var owner = installation.owner();
            var growing = new Growing(run, new Scale(run, installation), new Ends(installation.stack()), owner);
            var figures = new ArrayList<>(growing.everything());
            figures.addAll(growing.workspace());
            figures.addAll(growing.mailbox());
            return figures;
        }
    }

    /** What is there, and grows. */
    private record Growing(Run run, Scale scale, Ends ends, Api owner) {

        /** First the log, then the workspaces, which begin with what the log has ended with. */
        List<Figure> everything() throws IOException, SQLException {
            var few = scene(WORKSPACES, SANDBOXES);
            new MadeConversations(owner, few.rooms()).fill(1);
            scale.warmUp(few);
            settle(few);
            long messages = ends.messages();
            var small = scale.costs(few);
            run.say("making a log of about %,d events".formatted(run.plan().events()));
            new MadeConversations(owner, few.rooms()).fill(run.plan().events());
            settle(few);
            var log = new Growth("messages", messages, ends.messages());
            var large = scale.costs(few);
            var figures = new ArrayList<>(large.figures(log, small));
            var workspaces = new Growth("workspaces", WORKSPACES, run.plan().size());
            var many = scene(run.plan().size() - WORKSPACES, SANDBOXES);
            figures.addAll(scale.costs(many).figures(workspaces, large));
            return figures;
        }

        List<Figure> workspace() throws IOException, SQLException {
            int most = Math.min(run.plan().size(), MOST_SANDBOXES);
            var few = scene(1, SANDBOXES);
            var before = scale.weight();
            var many = scene(1, most);
            return inTurns(new Growth("sandboxes of a workspace", SANDBOXES, most), few, many, before);
        }

        List<Figure> mailbox() throws IOException, SQLException {
            var empty = scene(1, SANDBOXES);
            var before = scale.weight();
            var deep = scene(1, SANDBOXES);
            fill(deep.rooms().getFirst());
            settle(deep);
            return inTurns(new Growth("messages in a mailbox", 0, DEPTH), empty, deep, before);
        }

        /** Both are there, so that what changes with time changes for both. */
        private List<Figure> inTurns(Growth growth, Scene small, Scene large, Costs.Weight before) throws IOException {
            var rounds = scale.rounds(List.of(small, large));
            return new Costs(rounds.getLast(), scale.weight()).figures(growth, new Costs(rounds.getFirst(), before));
        }

        /** Something was said already in each of its workspaces. */
        private Scene scene(int workspaces, int sandboxes) throws SQLException {
            run.say("making workspaces: %,d of %,d sandboxes".formatted(workspaces, sandboxes));
            var scene = new Scene(owner, Room.make(owner, workspaces, sandboxes));
            var rooms = scene.rooms();
            var _ = AtOnce.make("messages", rooms.size(), i -> send(rooms.get(i), 0, Scene.LISTED));
            settle(scene);
            return scene;
        }

        /** All its mailboxes. */
        private void fill(Room room) {
            run.say("making %d mailboxes of %,d messages".formatted(SANDBOXES, DEPTH));
            var _ = AtOnce.make("mailboxes", SANDBOXES, i -> owner.patch(room.sandbox(i), ROOMY));
            var _ = AtOnce.make("messages", SANDBOXES * DEPTH / BATCH, i -> send(room, i % SANDBOXES, BATCH));
        }

        private Room send(Room room, int from, int count) {
            int to = (from + 1) % room.sandboxes().size();
            var batch = MadeConversations.batch(room, from, to, count, new Words(from));
            var _ = owner.post(room.messages() + "/batch", batch);
            return room;
        }

        private void settle(Scene scene) throws SQLException {
            ends.await(scene.rooms(), 0);
        }
    }
}

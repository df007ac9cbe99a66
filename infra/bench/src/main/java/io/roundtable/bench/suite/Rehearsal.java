package io.roundtable.bench.suite;

import io.roundtable.bench.installation.AotCache;
import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.installation.Installation;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.installation.Setup;
import io.roundtable.bench.load.HttpLoad;
import io.roundtable.bench.load.Pace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Works with an installation once, so that the VMs of later ones know what its own have learnt: where all begin cold on a
 * few cores, minutes go by until their compilers are done. All roles learn in one VM, which is how the launcher's does it.
 *
 * <p>They learn with G1. The projector's parallel collector takes the cache too, classes and profiles: of objects it makes
 * copies in its heap, where G1 maps the file. Only the adapters and stubs that were compiled for G1 it makes anew.
 */
public final class Rehearsal {
    /** Writing takes a VM of its own after the end of the one that has learnt. */
    private static final int STOP_SECONDS = 180;

    private static final int ROOMS = 8;
    private static final int SANDBOXES = 2;

    /** As many messages as the launcher's rehearsal has held, or so. */
    private static final int EVENTS = 5_000;

    private static final int CONNECTIONS = 32;
    private static final Duration LOAD = Duration.ofSeconds(10);

    private Rehearsal() {}

    /**
     * Has all learnt that is {@link AotCache.Learning}, and keeps it.
     *
     * @param directory for data and logs
     * @throws BenchFailure where a VM has kept nothing
     */
    public static void hold(Setup setup, Path directory) throws IOException {
        try (var installation = Installation.start(directory, setup)) {
            var all = installation.role("all");
            installation.awaitReady(all);
            var owner = new Api(all.port()).registered("rehearsal@roundtable.example");
            var rooms = Room.make(owner, ROOMS, SANDBOXES);
            new MadeConversations(owner, rooms).fill(EVENTS);
            var requests = new SendRequests(rooms, owner, "");
            var _ = HttpLoad.run(all.port(), CONNECTIONS, LOAD, new Pace.Greedy(), requests);
            if (!all.process().stop(STOP_SECONDS) || !installation.stack().stop(STOP_SECONDS)) {
                throw new BenchFailure("the rehearsal has not ended within " + STOP_SECONDS + " s");
            }
        }
        for (var cache : List.of(setup.roles(), setup.stack())) {
            if (cache instanceof AotCache.Learning learning) {
                learning.keep();
            }
        }
    }
}

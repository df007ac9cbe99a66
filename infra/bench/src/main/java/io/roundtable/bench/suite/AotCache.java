package io.roundtable.bench.suite;

import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.installation.Installation;
import io.roundtable.bench.installation.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the VM has learnt of the product's classes in a rehearsal (JEP 483, 514 and 515). */
final class AotCache {
    /** Writing takes a VM of its own after the rehearsal's end. */
    private static final int STOP_SECONDS = 180;

    private static final int ROOMS = 8;
    private static final int SANDBOXES = 2;

    /** As many messages as the launcher's rehearsal has held, or so. */
    private static final int EVENTS = 5_000;

    private AotCache() {}

    /**
     * The launcher's, where it is of these jars; else one that is made here, with no role running before and after. Empty
     * where there is none and the look is brief.
     */
    static Optional<Path> of(Run run, Installation installation) throws IOException {
        var made = launchers(installation);
        if (made.isPresent() || run.plan().isBrief()) {
            run.say("AOT cache: " + made.map(Path::toString).orElse("none, making one takes a while"));
            return made;
        }
        run.say("making an AOT cache");
        var file = installation.directory().resolve("bench.aot");
        var all = installation.started("all", List.of("-XX:AOTCacheOutput=" + file));
        installation.awaitReady(all);
        var owner = new Api(all.port()).registered("rehearsal@roundtable.example");
        new MadeConversations(owner, Room.make(owner, ROOMS, SANDBOXES)).fill(EVENTS);
        all.process().stop(STOP_SECONDS);
        if (!Files.exists(file)) {
            throw new BenchFailure(
                    "the VM has kept nothing of the rehearsal; its log is in " + installation.directory());
        }
        return Optional.of(file);
    }

    /** Flags that let a VM use it, and end where it can't: else nobody would know what was measured. */
    static List<String> flags(Path cache) {
        return List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on");
    }

    private static Optional<Path> launchers(Installation installation) throws IOException {
        var jar = installation.classPath().entries().stream()
                .filter(entry -> entry.endsWith("roundtable.jar"))
                .findFirst();
        if (jar.isEmpty()) {
            return Optional.empty();
        }
        var cache = jar.get().resolveSibling("roundtable.aot");
        return Files.exists(cache)
                        && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar.get())) > 0
                ? Optional.of(cache)
                : Optional.empty();
    }
}

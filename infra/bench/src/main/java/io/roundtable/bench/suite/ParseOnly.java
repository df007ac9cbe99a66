package io.roundtable.bench.suite;

import io.roundtable.bench.installation.Child;
import io.roundtable.bench.installation.Installation;
import io.roundtable.bench.installation.Node;
import java.util.List;

/** The Micronaut server that only parses, in a process of its own. */
final class ParseOnly {
    private static final String MAIN = "io.roundtable.bench.limit.ParseOnlyMain";

    private ParseOnly() {}

    /** Starts it without anything of the product, which would come to life in it; it may not be ready yet. */
    static Node start(Installation installation) {
        int port = Node.freePort();
        var classPath = installation
                .setup()
                .classPath()
                .without("io.roundtable.app", "io.roundtable.http", "io.roundtable.runtime", "kafka.server");
        var words = List.of(MAIN, Integer.toString(port));
        return installation.keep(new Node(Child.start("parse-only", installation.directory(), classPath, words), port));
    }
}

package io.roundtable.bench.suite;

import io.roundtable.bench.installation.ClassPath;
import io.roundtable.bench.installation.Installation;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * What a suite has around it.
 *
 * @param directory of its own, for data and logs
 * @param progress for people who wait
 */
public record Run(Path directory, ClassPath classPath, Plan plan, PrintStream progress) {

    /** Boots what is measured. */
    public Installation install() {
        say("starting Kafka and PostgreSQL");
        return Installation.start(directory, classPath);
    }

    public void say(String what) {
        progress.println("  " + what);
        progress.flush();
    }
}

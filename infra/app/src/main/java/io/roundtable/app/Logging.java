package io.roundtable.app;

import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Chooses where log lines go, before the first logger is made: logback.xml reads what is set here. Everything that is
 * logged to the console goes to standard error, and plain or as JSON as {@code ROUNDTABLE_LOG_FORMAT} says.
 */
public final class Logging {
    private Logging() {}

    /** A role on its own: everything from INFO to the console. */
    public static void toConsole() {
        System.setProperty("roundtable.log.console", "INFO");
        begin();
    }

    /** With a console that somebody reads: warnings there, everything in the file. */
    public static void toFile(Path file) {
        System.setProperty("roundtable.log.file", file.toString());
        System.setProperty("roundtable.log.target", "file");
        begin();
    }

    /** Here and now: the parts of a role start side by side, and what they log while Logback is made is complained of. */
    private static void begin() {
        LoggerFactory.getILoggerFactory();
    }
}

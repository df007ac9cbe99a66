package io.roundtable.app.archive;

import io.roundtable.app.settings.Setting;
import io.roundtable.app.settings.SettingsOptions;
import io.roundtable.runtime.archive.Archive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code replay import} that comes only so far. */
public final class BrokenImport {

    /** What the VM ends with that is gone; not what a killed one does, so that no other end is taken for it. */
    public static final int GONE = 99;

    private static final int LONGEST_SECONDS = 60;

    private BrokenImport() {}

    /** Where it ends. */
    private static final class End extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Breaks off in this VM; what was to be appended by then is appended.
     *
     * @param passphrase null for events alone
     * @param step of the import at which it breaks off, as it calls it
     * @param done how far in the step
     * @return whether it has come so far
     */
    public static boolean breakOff(
            Map<Setting, String> settings, Path archive, @Nullable Path passphrase, String step, long done) {
        var environment = new HashMap<String, String>();
        settings.forEach((setting, value) -> environment.put(setting.env(), value));
        try {
            restore(environment, archive, passphrase, step, done, () -> {
                throw new End();
            });
            return false;
        } catch (End e) {
            return true;
        }
    }

    /**
     * The same in a VM of its own, which is gone at once, as after {@code kill -9}.
     *
     * @return the exit code
     */
    public static int kill(Map<Setting, String> settings, Path archive, Path passphrase, String step, long done)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokenImport.class.getName(),
                        archive.toString(),
                        passphrase.toString(),
                        step,
                        Long.toString(done)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        settings.forEach((setting, value) -> builder.environment().put(setting.env(), value));
        var process = builder.start();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    public static void main(String[] args) {
        Runnable halt = () -> Runtime.getRuntime().halt(GONE);
        restore(System.getenv(), Path.of(args[0]), Path.of(args[1]), args[2], Long.parseLong(args[3]), halt);
    }

    private static void restore(
            Map<String, String> environment,
            Path directory,
            @Nullable Path passphrase,
            String last,
            long end,
            Runnable gone) {
        var archive = Archive.open(directory);
        var identity = passphrase == null ? null : new IdentityFile(directory, Passphrase.in(passphrase));
        try (var here = Installed.by(new SettingsOptions(environment).read())) {
            var _ = new RestoreCheck(here, archive, identity, (_, _, _) -> {}).run();
            new Restoring(here, archive, identity, (step, done, _) -> {
                        if (step.equals(last) && done == end) {
                            gone.run();
                        }
                    })
                    .run(Instant.now());
        }
    }
}

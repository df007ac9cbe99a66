package io.roundtable.app.archive;

import io.roundtable.app.OutputOption;
import io.roundtable.app.Terminal;
import io.roundtable.app.UserError;
import io.roundtable.app.settings.SettingsOptions;
import io.roundtable.runtime.archive.Archive;
import io.roundtable.runtime.archive.ArchiveFault;
import io.roundtable.runtime.archive.LogImport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code roundtable replay import}. */
@Command(
        name = "import",
        description = {
            "Restores what 'replay export' has written into an empty cluster and an empty database, before any role is"
                    + " started.",
            "With the same number of partitions every event gets its place back, and consistency tokens go on working.",
            "Where it was broken off, the same command goes on: what is there already is compared with the archive."
        })
public final class RestoreCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final OutputOption output;

    @Mixin
    private final SettingsOptions settings;

    @Option(names = "--from", required = true, paramLabel = "DIR", description = "what was exported")
    private @Nullable Path from;

    @Option(names = "--dry-run", description = "check all that would be checked, and change nothing")
    private boolean isDry;

    @Option(names = "--passphrase-file", paramLabel = "FILE", description = "its first line opens users and keys")
    private @Nullable Path passphraseFile;

    @Option(names = "--without-identity", description = "leave users and keys out, though the archive has them")
    private boolean withoutIdentity;

    /** @param output of the command that this one belongs to */
    public RestoreCommand(Terminal terminal, OutputOption output) {
        this.terminal = terminal;
        this.output = output;
        this.settings = new SettingsOptions(terminal.env());
    }

    @Override
    public Integer call() {
        try (var here = Installed.by(settings.read());
                var _ = here.lock();
                var bar = new ArchiveBar(terminal)) {
            var archive = Archive.open(Objects.requireNonNull(from));
            var identity = identity(archive);
            long found = new RestoreCheck(here, archive, identity, bar).run();
            if (!isDry) {
                new Restoring(here, archive, identity, bar).run(Instant.now());
            }
            bar.end();
            tell(archive, here.cluster().partitions(), identity != null, found);
            return 0;
        } catch (ArchiveFault e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        } catch (DataAccessException e) {
            throw new UserError("the database doesn't do what it is asked: " + e.getMessage(), e);
        }
    }

    private @Nullable IdentityFile identity(Archive archive) {
        boolean isThere = archive.manifest().identity() != null;
        if (passphraseFile != null && (withoutIdentity || !isThere)) {
            throw new UserError(
                    isThere
                            ? "--passphrase-file and --without-identity contradict each other"
                            : "the archive holds no users and keys: leave --passphrase-file out");
        }
        if (isThere && passphraseFile == null && !withoutIdentity) {
            throw new UserError("the archive holds users and keys: say --passphrase-file, or --without-identity");
        }
        return passphraseFile == null ? null : new IdentityFile(archive.directory(), Passphrase.in(passphraseFile));
    }

    private void tell(Archive archive, int partitions, boolean withIdentity, long found) {
        var manifest = archive.manifest();
        boolean renumbers = LogImport.renumbers(manifest, partitions);
        if (output.isJson()) {
            terminal.json(Map.of(
                    "events", manifest.records(),
                    "events_found", found,
                    "renumbered", renumbers,
                    "identity", withIdentity,
                    "dry_run", isDry));
            return;
        }
        terminal.out()
                .println("%s %,d events%s%s; they %s"
                        .formatted(
                                isDry ? "nothing is in the way of restoring" : "restored",
                                manifest.records(),
                                withIdentity ? ", users and keys" : "",
                                found > 0 ? ", going on after the %,d that an import had left".formatted(found) : "",
                                renumbers
                                        ? "are numbered anew: old consistency tokens are answered with 410"
                                        : "keep their places"));
        if (!isDry) {
            terminal.out().println("start the roles, wait for readiness, then 'roundtable replay verify'");
        }
    }
}

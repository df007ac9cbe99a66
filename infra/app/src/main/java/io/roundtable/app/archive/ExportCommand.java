package io.roundtable.app.archive;

import io.roundtable.app.OutputOption;
import io.roundtable.app.PrivateFile;
import io.roundtable.app.Terminal;
import io.roundtable.app.UserError;
import io.roundtable.app.settings.SettingsOptions;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.runtime.archive.Archive;
import io.roundtable.runtime.archive.ArchiveFault;
import io.roundtable.runtime.archive.LogExport;
import io.roundtable.runtime.archive.LogExport.Wanted;
import io.roundtable.runtime.archive.Manifest;
import io.roundtable.runtime.archive.Until;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code roundtable replay export}. */
@Command(
        name = "export",
        description = {
            "Writes the log of events into files: a CloudEvent in JSON on each line, gzip, and a manifest.",
            "Goes to Kafka and the database that the settings name, not to a server. Appends nothing, and nothing has"
                    + " to stop."
        })
public final class ExportCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final OutputOption output;

    @Mixin
    private final SettingsOptions settings;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "a directory that is empty or doesn't exist")
    private @Nullable Path to;

    @Option(names = "--workspace", paramLabel = "ID", description = "only its events; restored, they are numbered anew")
    private @Nullable String workspace;

    @Option(
            names = "--until",
            paramLabel = "TIME|POSITION",
            description = "the last events: by a time (RFC 3339), a consistency token, or partition:sequence,…")
    private @Nullable String until;

    @Option(
            names = "--with-identity",
            description =
                    "users, password hashes, sandbox keys, webhook secrets and signing keys too, as a sealed file")
    private boolean withIdentity;

    @Option(names = "--passphrase-file", paramLabel = "FILE", description = "its first line seals them")
    private @Nullable Path passphraseFile;

    /** @param output of the command that this one belongs to */
    public ExportCommand(Terminal terminal, OutputOption output) {
        this.terminal = terminal;
        this.output = output;
        this.settings = new SettingsOptions(terminal.env());
    }

    @Override
    public Integer call() {
        String passphrase = passphrase();
        try (var here = Installed.by(settings.read());
                var bar = new ArchiveBar(terminal)) {
            var end = until().in(
                            here.cluster().topicId(),
                            FormerLogs.of(here.tables().formerLogs()));
            var wanted = new Wanted(Objects.requireNonNull(to), workspace(), end, LogExport.FILE_BYTES);
            Manifest manifest = export(here, bar, wanted, passphrase);
            bar.end();
            tell(manifest);
            return 0;
        } catch (ArchiveFault | IllegalStateException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        } catch (DataAccessException e) {
            throw new UserError("the database can't be read: " + e.getMessage(), e);
        }
    }

    private Manifest export(Installed here, ArchiveBar bar, Wanted wanted, @Nullable String passphrase) {
        makePrivate(wanted.directory());
        var logs = new LogExport(wanted, here.cluster(), here.kafka(), bar).run();
        var manifest = Archive.manifest(wanted, here.cluster(), logs, version(), Instant.now())
                .with(FormerLogs.of(here.tables().formerLogs()));
        if (passphrase != null) {
            manifest = manifest.with(new IdentityFile(wanted.directory(), passphrase).write(here.identity()));
        }
        manifest.write(wanted.directory());
        return manifest;
    }

    /** What people have said isn't for everybody on this machine. */
    private static void makePrivate(Path directory) {
        try {
            PrivateFile.createDirectory(directory);
        } catch (IOException e) {
            throw new UserError(directory + " can't be made: " + e.getMessage(), e);
        }
    }

    private @Nullable String passphrase() {
        if (withIdentity != (passphraseFile != null)) {
            throw new UserError("--with-identity and --passphrase-file go together");
        }
        if (withIdentity && workspace != null) {
            throw new UserError("users and keys are of the whole installation: leave --workspace out, or them");
        }
        return passphraseFile == null ? null : Passphrase.in(passphraseFile);
    }

    private @Nullable WorkspaceId workspace() {
        try {
            return workspace == null ? null : new WorkspaceId(workspace);
        } catch (InvalidInput e) {
            throw new UserError("'" + workspace + "' is no workspace's id", e);
        }
    }

    private Until until() {
        return until == null ? Until.END : Until.parse(until);
    }

    private void tell(Manifest manifest) {
        if (output.isJson()) {
            terminal.json(manifest);
            return;
        }
        terminal.out()
                .println("exported %,d events of %d partitions to %s%s"
                        .formatted(
                                manifest.records(),
                                manifest.logs().size(),
                                to,
                                manifest.identity() == null ? "" : ", users and keys with them"));
    }

    private static String version() {
        return Objects.requireNonNullElse(ExportCommand.class.getPackage().getImplementationVersion(), "(unpackaged)");
    }
}

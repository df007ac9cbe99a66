package io.roundtable.app.replay;

import io.roundtable.app.Terminal;
import io.roundtable.app.UserError;
import io.roundtable.app.archive.KnownRestore;
import io.roundtable.app.settings.Setting;
import io.roundtable.app.settings.Settings;
import io.roundtable.app.settings.SettingsOptions;
import io.roundtable.contract.KafkaAccess;
import io.roundtable.runtime.replay.engine.EngineReplay;
import io.roundtable.runtime.replay.engine.EngineReplay.Progress;
import io.roundtable.runtime.replay.engine.PartitionReport;
import io.roundtable.runtime.replay.engine.ReplayRefused;
import io.roundtable.runtime.replay.engine.Restored;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is done about the engine's stores; with Kafka itself, since it is for when no engine runs. */
final class EngineCommands {

    private final Terminal terminal;
    private final boolean isJson;

    EngineCommands(Terminal terminal, boolean isJson) {
        this.terminal = terminal;
        this.isJson = isJson;
    }

    /** Where Kafka is. */
    static final class KafkaOptions {
        @Option(
                names = "--config",
                paramLabel = "FILE",
                description = "a properties file with settings by key, for --engine")
        private @Nullable Path config;

        @Option(
                names = "--kafka",
                paramLabel = "HOST:PORT,…",
                description = "for --engine; default: kafka.bootstrap.servers")
        private @Nullable String kafka;

        Settings settings(Terminal terminal) {
            return new SettingsOptions(terminal.env(), config)
                    .with(Setting.KAFKA_BOOTSTRAP_SERVERS, kafka)
                    .read();
        }
    }

    /** @return the exit code */
    int verify(Settings settings) {
        var restored = KnownRestore.in(settings, terminal);
        return run(settings, restored, replay -> tell(each(replay, p -> replay.verify(p, this::progress)))) ? 0 : 1;
    }

    /** @return the exit code: 0 where nothing is, or is left, to be done */
    int rebuild(Settings settings, boolean isSure) {
        boolean mayWrite = isSure || terminal.interactive();
        var restored = mayWrite ? KnownRestore.mustBeKnown(settings) : KnownRestore.in(settings, terminal);
        return run(settings, restored, replay -> {
                    replay.requireNoEngine();
                    boolean isEqual = tell(each(replay, p -> replay.rebuild(p, false, this::progress)));
                    if (isEqual || !isWanted(isSure)) {
                        return isEqual;
                    }
                    each(replay, p -> replay.rebuild(p, true, this::progress));
                    say("written; now it is compared once more");
                    return tell(each(replay, p -> replay.verify(p, this::progress)));
                })
                ? 0
                : 1;
    }

    private boolean isWanted(boolean isSure) {
        if (isSure) {
            return true;
        }
        if (terminal.interactive()
                && terminal.isConfirmed("Write the changelogs so that they say what the logs say?")) {
            return true;
        }
        say("nothing was written; with --yes it is");
        return false;
    }

    private interface Work {
        boolean isGood(EngineReplay replay);
    }

    private boolean run(Settings settings, Restored restored, Work work) {
        var kafka = new KafkaAccess(
                settings.kafka().bootstrapServers(), settings.kafka().client());
        try (var replay = EngineReplay.of(kafka, settings.streams().duplicateWindow(), restored)) {
            return work.isGood(replay);
        } catch (ReplayRefused e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        } catch (KafkaException e) {
            throw new UserError(
                    "Kafka at " + kafka.bootstrapServers() + " doesn't answer as it should: " + e.getMessage(), e);
        }
    }

    private static List<PartitionReport> each(EngineReplay replay, IntFunction<PartitionReport> what) {
        var reports = new ArrayList<PartitionReport>();
        for (int partition = 0; partition < replay.partitions(); partition++) {
            reports.add(what.apply(partition));
        }
        return reports;
    }

    private void progress(Progress now) {
        if (now.events() % 50_000 == 0) {
            say(String.format(
                    Locale.ROOT,
                    "partition %d of %d: %,d of about %,d events",
                    now.partition(),
                    now.partitions(),
                    now.events(),
                    now.total()));
        }
    }

    private void say(String line) {
        terminal.err().println(line);
    }

    /** @return whether all are equal */
    private boolean tell(List<PartitionReport> reports) {
        for (PartitionReport report : reports) {
            if (isJson) {
                terminal.json(report);
            } else {
                terminal.out().println(text(report));
            }
        }
        return reports.stream().allMatch(PartitionReport::isEqual);
    }

    private static String text(PartitionReport report) {
        String obstacle = report.obstacle();
        if (obstacle != null) {
            return "partition %d CAN'T BE COMPARED: %s".formatted(report.partition(), obstacle);
        }
        var lines = new ArrayList<String>();
        lines.add(String.format(
                Locale.ROOT,
                "partition %d at event %,d, next command %,d: %,d rows, %s",
                report.partition(),
                report.sequence(),
                report.nextOffset(),
                report.rows(),
                report.isEqual() ? "equal" : String.format(Locale.ROOT, "%,d DIFFERENT", report.different())));
        report.differences().forEach(difference -> {
            lines.add("  %s %s".formatted(difference.store(), difference.key()));
            lines.add("    stored: " + difference.stored());
            lines.add("    folded: " + difference.folded());
        });
        return String.join("\n", lines);
    }
}

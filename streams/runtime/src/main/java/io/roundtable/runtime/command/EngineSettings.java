package io.roundtable.runtime.command;

import io.roundtable.contract.Check;
import io.roundtable.contract.KafkaAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What an operator may set about the engine.
 *
 * @param kafka how it is reached
 * @param instance which of the engine's instances this is; the same name after a restart, so that it gets its
 *     partitions back at once
 * @param stateDirectory where its stores are kept; they can be restored from the log
 * @param schemas absolute URI before {@code ce_type} in {@code ce_dataschema}
 * @param tuning what seldom needs setting
 */
public record EngineSettings(KafkaAccess kafka, String instance, Path stateDirectory, String schemas, Tuning tuning) {

    /**
     * What seldom needs setting.
     *
     * @param threads 1 to 64
     * @param commitInterval from one Kafka transaction to the next, 1 ms to 10 s, and longer where commits take longer
     *     themselves
     * @param duplicateWindow how long a repeat under the same key is recognized, in command time; 1 s to 30 days
     * @param timerInterval how often what is due is looked for, 10 ms to 1 min
     * @param goOnAt at which offset of the commands a partition may go on that has stopped because commands before it
     *     are gone; an operator's word that they are given up. It says nothing where none are gone
     */
    public record Tuning(
            int threads,
            Duration commitInterval,
            Duration duplicateWindow,
            Duration timerInterval,
            Map<Integer, Long> goOnAt) {

        public static final Tuning DEFAULT =
                new Tuning(1, Duration.ofMillis(5), Duration.ofHours(24), Duration.ofSeconds(1));

        public Tuning(int threads, Duration commitInterval, Duration duplicateWindow, Duration timerInterval) {
            this(threads, commitInterval, duplicateWindow, timerInterval, Map.of());
        }

        public Tuning {
            goOnAt = Map.copyOf(goOnAt);
            new Check()
                    .range("threads", threads, 1, 64)
                    .range("commit_interval_ms", commitInterval.toMillis(), 1, 10_000)
                    .range("duplicate_window_seconds", duplicateWindow.toSeconds(), 1, 30 * 86_400)
                    .range("timer_interval_ms", timerInterval.toMillis(), 10, 60_000)
                    .done();
        }
    }

    Duration duplicateWindow() {
        return tuning.duplicateWindow();
    }

    Duration timerInterval() {
        return tuning.timerInterval();
    }
}

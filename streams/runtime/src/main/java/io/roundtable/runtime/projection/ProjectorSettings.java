package io.roundtable.runtime.projection;

import io.roundtable.contract.Check;
import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.wire.RecordCodec;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What an operator may set about the projector.
 *
 * @param kafka how it is reached
 * @param instance which of the projector's instances this is; the same name after a restart
 * @param stateDirectory where Streams keeps its lock; the projector has no store
 * @param schemas absolute URI before {@code ce_type} in {@code ce_dataschema}, with its last slash
 * @param tuning what seldom needs setting
 */
public record ProjectorSettings(
        KafkaAccess kafka, String instance, Path stateDirectory, String schemas, Tuning tuning) {

    /** With the schemas of an installation that was told nothing else. */
    public ProjectorSettings(KafkaAccess kafka, String instance, Path stateDirectory, Tuning tuning) {
        this(kafka, instance, stateDirectory, RecordCodec.DEFAULT_SCHEMAS, tuning);
    }

    /**
     * What seldom needs setting.
     *
     * @param threads 1 to 64
     * @param flushInterval how often partitions are looked at that wait, and batches that gather, 1 ms to 10 s
     * @param maxBatch most records in one SQL transaction, 1 to 10,000
     * @param gathers whether rows wait for others as long as more come and fit into the batch; else they are written as
     *     soon as all that was read is processed
     */
    public record Tuning(int threads, Duration flushInterval, int maxBatch, boolean gathers) {

        public static final Tuning DEFAULT = new Tuning(1, Duration.ofMillis(50), 1_000);

        /** Where nobody waits for a row. */
        static final Tuning BULK = new Tuning(3, Duration.ofMillis(50), 5_000, true);

        public Tuning(int threads, Duration flushInterval, int maxBatch) {
            this(threads, flushInterval, maxBatch, false);
        }

        public Tuning {
            new Check()
                    .range("threads", threads, 1, 64)
                    .range("flush_interval_ms", flushInterval.toMillis(), 1, 10_000)
                    .range("max_batch", maxBatch, 1, 10_000)
                    .done();
        }
    }
}

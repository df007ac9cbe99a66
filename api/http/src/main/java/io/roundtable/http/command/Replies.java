package io.roundtable.http.command;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.Reply;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.MalformedRecord;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.contract.wire.RecordTypes;
import io.roundtable.http.HttpSettings;
import io.roundtable.http.log.KafkaClients;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.log.LogTail;
import io.roundtable.http.log.TailState;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each waiting request its committed reply, as the tail of the replies topic brings it.
 *
 * <p>There is one entry for each request in flight, so the bound on those bounds this too.
 */
@Singleton
public final class Replies implements UnknownCommands.LastReplies {

    private static final Logger log = LoggerFactory.getLogger(Replies.class);

    private final ConcurrentHashMap<String, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
    /** Far enough back to meet the last reply behind markers of transactions. */
    private static final int LOOK_BACK = 100;

    private final AtomicLongArray lastOffsets;
    private final RecordCodec codec;
    private final LogTail tail;

    Replies(KafkaClients clients, LogLayout layout, HttpSettings settings) {
        this.codec = new RecordCodec("/roundtable/api", settings.schemas());
        this.lastOffsets = new AtomicLongArray(layout.partitions().count());
        for (int partition = 0; partition < lastOffsets.length(); partition++) {
            lastOffsets.set(partition, -1);
        }
        this.tail = new LogTail(Topics.REPLIES, layout.partitions().count(), clients, this::onRecord);
        tail.start(LOOK_BACK);
    }

    /** A reply to come. Ask before the command is appended, and {@link #forget} when no longer interested. */
    CompletableFuture<Reply> expect(CommandId command) {
        return waiting.computeIfAbsent(command.value(), _ -> new CompletableFuture<>());
    }

    void forget(CommandId command) {
        waiting.remove(command.value());
    }

    @Override
    public long lastOffset(int partition) {
        return lastOffsets.get(partition);
    }

    @Override
    public boolean isFollowing() {
        return state().isFollowing();
    }

    public TailState state() {
        return tail.state();
    }

    private void onRecord(ConsumerRecord<byte[], byte[]> entry) {
        try {
            note(entry);
            var cause = CloudEventHeaders.of(entry.headers()).find(CloudEventHeaders.CAUSATION_ID);
            var waiter = cause == null ? null : waiting.remove(cause);
            if (waiter != null) {
                waiter.complete(codec.reply(entry.headers(), entry.value()));
            }
        } catch (MalformedRecord e) {
            log.warn(
                    "passed over a foreign record on {}-{} at {}: {}",
                    entry.topic(),
                    entry.partition(),
                    entry.offset(),
                    e.getMessage());
        }
    }

    /** A foreign record is no reply, and no checkpoint ever counts it. */
    private void note(ConsumerRecord<byte[], byte[]> entry) {
        String type = CloudEventHeaders.of(entry.headers()).find(CloudEventHeaders.TYPE);
        if (RecordTypes.ACCEPTED.equals(type) || RecordTypes.REJECTED.equals(type)) {
            lastOffsets.set(entry.partition(), entry.offset());
        }
    }

    @PreDestroy
    void close() {
        tail.close();
    }
}

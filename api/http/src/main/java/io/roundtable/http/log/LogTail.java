package io.roundtable.http.log;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a topic from its end on, all partitions, committed records only. It belongs to one node and to no group.
 *
 * <p>A fault of the connection is waited out with the positions kept, so that no record is passed over.
 */
public final class LogTail implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LogTail.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration BACK_OFF = Duration.ofSeconds(1);

    private final String topic;
    private final Consumer<ConsumerRecord<byte[], byte[]>> handler;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean following;

    public LogTail(
            String topic, int partitions, KafkaClients clients, Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        this.topic = topic;
        this.handler = handler;
        this.consumer = clients.tail(topic);
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList();
        this.thread = Thread.ofPlatform().name("tail-" + topic).daemon().unstarted(this::run);
    }

    /**
     * Finds the topic's end and follows it from there; what is appended from now on will be seen.
     *
     * @param lookBack offsets before the end to begin at, where there are so many
     */
    public void start(int lookBack) {
        consumer.assign(partitions);
        var starts = consumer.beginningOffsets(partitions);
        consumer.endOffsets(partitions)
                .forEach((partition, end) -> consumer.seek(
                        partition, Math.max(Objects.requireNonNull(starts.get(partition)), end - lookBack)));
        following = true;
        thread.start();
    }

    /** Whether the last attempt to read succeeded. */
    public boolean isFollowing() {
        return following && thread.isAlive();
    }

    private void run() {
        try {
            while (stopping.getCount() > 0) {
                follow();
            }
        } catch (WakeupException | InterruptException e) {
            log.debug("the tail of {} was told to stop", topic);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            following = false;
            consumer.close();
        }
    }

    private void follow() throws InterruptedException {
        try {
            var records = consumer.poll(POLL);
            following = true;
            for (var entry : records) {
                handler.accept(entry);
            }
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            following = false;
            log.warn("the tail of {} can't read, and tries again in {} s", topic, BACK_OFF.toSeconds(), e);
            stopping.await(BACK_OFF.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        stopping.countDown();
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

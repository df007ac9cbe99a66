package io.roundtable.http.log;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
    private static final long OBSERVE_NANOS = Duration.ofMillis(100).toNanos();

    private final String topic;
    private final Consumer<ConsumerRecord<byte[], byte[]>> handler;
    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicLong failures = new AtomicLong();
    private final Pulse pulse = new Pulse(System::nanoTime);
    private volatile long lag;
    private long observedNanos = System.nanoTime() - OBSERVE_NANOS;

    public LogTail(
            String topic, int partitions, KafkaClients clients, Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        this(topic, partitions, clients.tail(topic), handler);
    }

    LogTail(
            String topic,
            int partitions,
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        this.topic = topic;
        this.handler = handler;
        this.consumer = consumer;
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
        thread.start();
    }

    /** How it is now; may be asked by any thread. */
    public TailState state() {
        return new TailState(thread.isAlive(), lag, pulse.silence(), failures.get());
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
            consumer.close();
        }
    }

    private void follow() throws InterruptedException {
        try {
            for (var entry : consumer.poll(POLL)) {
                handle(entry);
            }
            observe();
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            log.warn("the tail of {} can't read, and tries again in {} s", topic, BACK_OFF.toSeconds(), e);
            stopping.await(BACK_OFF.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Not at each poll: under load there are hundreds a second. */
    private void observe() {
        long now = System.nanoTime();
        if (now - observedNanos < OBSERVE_NANOS) {
            return;
        }
        observedNanos = now;
        pulse.beat(consumer);
        lag = partitions.stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    /** One record that can't be handled must not keep the tail from all that come after it. */
    private void handle(ConsumerRecord<byte[], byte[]> entry) {
        try {
            handler.accept(entry);
        } catch (RuntimeException e) {
            failures.incrementAndGet();
            log.error("the record on {}-{} at {} can't be handled", topic, entry.partition(), entry.offset(), e);
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

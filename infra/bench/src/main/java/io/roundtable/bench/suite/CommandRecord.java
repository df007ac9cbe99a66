package io.roundtable.bench.suite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A command to send a message as it came by HTTP, to be appended again and again under new ids: so that nothing of how the
 * product writes its records is said twice.
 */
final class CommandRecord {
    static final String TOPIC = "roundtable.commands";

    private static final String ID = "ce_id";
    private static final String COMMAND = "cmd_";
    private static final String MESSAGE = "msg_";

    /** Of an id behind its prefix. */
    private static final int ID_LENGTH = 26;

    private final ConsumerRecord<byte[], byte[]> original;
    private final int place;

    CommandRecord(ConsumerRecord<byte[], byte[]> original) {
        this.original = original;
        this.place = new String(original.value(), StandardCharsets.ISO_8859_1).indexOf(MESSAGE) + MESSAGE.length();
        if (place < MESSAGE.length()) {
            throw new IllegalArgumentException("no command to send a message");
        }
    }

    /** The same with ids that end with the number. */
    ProducerRecord<byte[], byte[]> numbered(long number) {
        var id = id(number);
        var value = Arrays.copyOf(original.value(), original.value().length);
        System.arraycopy(id.getBytes(StandardCharsets.US_ASCII), 0, value, place, ID_LENGTH);
        var headers = new RecordHeaders(original.headers().toArray());
        headers.remove(ID).add(ID, (COMMAND + id).getBytes(StandardCharsets.US_ASCII));
        return new ProducerRecord<>(TOPIC, original.partition(), original.key(), value, headers);
    }

    /** Which of them a command's id is of, or -1 of none. */
    static long number(byte[] commandId) {
        var text = new String(commandId, StandardCharsets.US_ASCII);
        return text.startsWith(COMMAND + "bench") && text.length() == COMMAND.length() + ID_LENGTH
                ? Long.parseLong(text.substring(COMMAND.length() + 5))
                : -1;
    }

    private static String id(long number) {
        return String.format(Locale.ROOT, "bench%021d", number);
    }
}

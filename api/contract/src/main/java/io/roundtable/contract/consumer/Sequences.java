package io.roundtable.contract.consumer;

import io.roundtable.contract.wire.CloudEventHeaders;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;

/** The number that the engine gives each event, and nobody gives a foreign record. */
final class Sequences {

    static final long NONE = 0;

    private static final Pattern FORM = Pattern.compile("[0-9]{19}");

    private Sequences() {}

    /** From 1; {@link #NONE} where the engine hasn't written the record. */
    static long of(Headers headers) {
        String sequence = CloudEventHeaders.of(headers).find(CloudEventHeaders.SEQUENCE);
        if (sequence == null || !FORM.matcher(sequence).matches() || sequence.compareTo("9223372036854775807") > 0) {
            return NONE;
        }
        return Long.parseLong(sequence);
    }
}

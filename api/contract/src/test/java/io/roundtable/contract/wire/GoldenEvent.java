package io.roundtable.contract.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * An event as it was written once: a line for each header, an empty line, and then the value's bytes to the end.
 *
 * @param text all of it, in UTF-8
 */
record GoldenEvent(String text) {

    static GoldenEvent of(Encoded encoded) {
        var bytes = new ByteArrayOutputStream();
        StreamSupport.stream(encoded.headers().spliterator(), false)
                .map(header -> header.key() + ": " + new String(header.value(), UTF_8) + "\n")
                .forEach(line -> bytes.writeBytes(line.getBytes(UTF_8)));
        bytes.write('\n');
        bytes.writeBytes(encoded.value());
        return new GoldenEvent(bytes.toString(UTF_8));
    }

    static GoldenEvent read(Path file) throws IOException {
        return new GoldenEvent(Files.readString(file));
    }

    Headers headers() {
        var headers = new RecordHeaders();
        Arrays.stream(text.substring(0, end()).split("\n")).forEach(line -> {
            int colon = line.indexOf(": ");
            headers.add(line.substring(0, colon), line.substring(colon + 2).getBytes(UTF_8));
        });
        return headers;
    }

    byte[] value() {
        return text.substring(end() + 2).getBytes(UTF_8);
    }

    String type() {
        Header type = headers().lastHeader(CloudEventHeaders.TYPE);
        return new String(type.value(), UTF_8);
    }

    private int end() {
        return text.indexOf("\n\n");
    }
}

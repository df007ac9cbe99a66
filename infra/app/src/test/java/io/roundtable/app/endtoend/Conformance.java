package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.RecordTypes;
import io.roundtable.testkit.log.Entry;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Node;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether records are what somebody expects who has only what a node publishes, and the CloudEvents SDK. */
final class Conformance {

    private final Documents documents;

    Conformance(Node node) {
        documents = new Documents(node);
    }

    /** That every record which the product has written is so; strangers give theirs no id, or it became a dead letter. */
    void requireAll(Log log) {
        Set<String> strangers = log.all(Topics.DEAD_LETTERS).stream()
                .filter(letter -> letter.header("ce_type").equals(RecordTypes.POISONED))
                .map(letter -> "%s-%s-%s"
                        .formatted(letter.header("topic"), letter.header("partition"), letter.header("offset")))
                .collect(Collectors.toSet());
        for (String topic : Topics.ALL) {
            var written = log.all(topic).stream()
                    .filter(entry -> !entry.header("ce_id").isEmpty() && !strangers.contains(place(entry)))
                    .toList();
            assertThat(written.stream().flatMap(this::faultsWithPlace))
                    .as(topic)
                    .isEmpty();
        }
    }

    private Stream<String> faultsWithPlace(Entry entry) {
        return faults(entry).stream()
                .map(fault -> "%s, %s: %s".formatted(place(entry), entry.header("ce_type"), fault));
    }

    private static String place(Entry entry) {
        return "%s-%d-%d".formatted(entry.topic(), entry.partition(), entry.offset());
    }

    /** What is wrong with it, for people; nothing where it is as it has to be. */
    List<String> faults(Entry entry) {
        var faults = new ArrayList<>(faultsOfTheEvent(entry));
        if (!documents.mayHold(entry.topic(), entry.header("ce_type"))) {
            faults.add("%s doesn't belong on %s".formatted(entry.header("ce_type"), entry.topic()));
        }
        documents.faultsOfHeaders(entry).forEach(fault -> faults.add("headers: " + fault));
        if (isJson(entry)) {
            documents.faultsOfValue(entry).forEach(fault -> faults.add("value: " + fault));
        } else if (!entry.header("ce_type").equals(RecordTypes.POISONED)) {
            faults.add("its value is " + entry.header("content-type"));
        }
        return faults;
    }

    private static boolean isJson(Entry entry) {
        return entry.header("content-type").equals("application/json");
    }

    /** To the SDK of the CloudEvents, and by what it reads beside what Kafka holds. */
    private static List<String> faultsOfTheEvent(Entry entry) {
        CloudEvent event;
        try {
            var reader = KafkaMessageFactory.createReader(entry.headers(), entry.value());
            event = reader.toEvent();
            if (reader.getEncoding() != Encoding.BINARY) {
                return List.of("it is in the mode " + reader.getEncoding());
            }
        } catch (CloudEventRWException e) {
            return List.of("no CloudEvent: " + e.getMessage());
        }
        var faults = new ArrayList<String>();
        require(faults, "id", entry.header("ce_id"), event.getId());
        require(faults, "type", entry.header("ce_type"), event.getType());
        require(faults, "content type", entry.header("content-type"), event.getDataContentType());
        require(faults, "schema", "/schemas/" + event.getType(), path(event.getDataSchema()));
        require(faults, "partition key", partitionKey(entry), event.getExtension("partitionkey"));
        if (event.getTime() == null
                || event.getSubject() == null
                || event.getSubject().isEmpty()) {
            faults.add("it has no time, or no subject");
        }
        byte[] data = event.getData() == null ? null : event.getData().toBytes();
        if (!Arrays.equals(data, entry.value())) {
            faults.add("its data isn't the value");
        }
        return faults;
    }

    /** Of a record that was nobody's, where it stood. */
    private static String partitionKey(Entry entry) {
        return entry.header("ce_type").equals(RecordTypes.POISONED) ? entry.header("ce_partitionkey") : entry.keyText();
    }

    private static @Nullable String path(@Nullable URI schema) {
        return schema == null ? null : schema.getPath();
    }

    private static void require(List<String> faults, String what, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            faults.add("%s: %s instead of %s".formatted(what, actual, expected));
        }
    }
}

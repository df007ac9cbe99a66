package io.roundtable.contract.wire;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.roundtable.contract.Command;
import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandEnvelope.RetryKey;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.Event;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.EventEnvelope.Cause;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.KeyId;
import io.roundtable.contract.Principal;
import io.roundtable.contract.Reply;
import io.roundtable.contract.WorkspaceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Commands, events and replies to records and back.
 *
 * <p>What a record says stands in its value; who said it, when and why stands in its headers, so that a value is
 * parsed once, straight into the record of its type.
 *
 * @param source {@code ce_source} of what is written, a URI reference
 * @param schemas absolute URI before {@code ce_type} in {@code ce_dataschema}, with its last slash
 */
public record RecordCodec(String source, String schemas) {

    public static final String DEFAULT_SCHEMAS = "https://roundtable.io/schemas/";

    /** Characters; W3C's first version has 55, and later ones may have more. */
    private static final int MAX_TRACEPARENT = 128;

    /** @param sentAt the sender's clock, for people; the command's time is the broker's */
    public Encoded encode(CommandEnvelope envelope, Instant sentAt) {
        Command command = envelope.command();
        RetryKey retry = envelope.retry();
        Long expected = envelope.expectedVersion();
        var headers = attributes(RecordTypes.of(command), envelope.commandId().value(), sentAt)
                .put("ce_subject", command.subject())
                .put(CloudEventHeaders.PARTITION_KEY, command.workspaceId().value())
                .put(CloudEventHeaders.ACTOR, actor(envelope.principal()))
                .put(CloudEventHeaders.SEED, Long.toString(envelope.seed()))
                .put(CloudEventHeaders.IDEMPOTENCY_KEY, retry == null ? null : retry.key())
                .put(CloudEventHeaders.FINGERPRINT, retry == null ? null : retry.fingerprint())
                .put(CloudEventHeaders.EXPECTED_VERSION, expected == null ? null : expected.toString())
                .put(CloudEventHeaders.TRACEPARENT, envelope.traceparent());
        return new Encoded(command.workspaceId().value(), Json.write(command), headers.headers());
    }

    /** @throws MalformedRecord where the record is no command of ours */
    public CommandEnvelope command(Headers kafkaHeaders, byte @Nullable [] value) {
        var headers = CloudEventHeaders.of(kafkaHeaders);
        String type = headers.get(CloudEventHeaders.TYPE);
        Class<? extends Command> target = RecordTypes.command(type);
        if (target == null) {
            throw new MalformedRecord("no command has the type " + type);
        }
        String key = headers.find(CloudEventHeaders.IDEMPOTENCY_KEY);
        try {
            return new CommandEnvelope(
                    new CommandId(headers.get(CloudEventHeaders.ID)),
                    actor(headers.get(CloudEventHeaders.ACTOR)),
                    headers.number(CloudEventHeaders.SEED),
                    key == null ? null : new RetryKey(key, headers.get(CloudEventHeaders.FINGERPRINT)),
                    headers.findNumber(CloudEventHeaders.EXPECTED_VERSION),
                    headers.find(CloudEventHeaders.TRACEPARENT),
                    value(value, target));
        } catch (InvalidInput e) {
            throw new MalformedRecord("a header is not valid: " + e.getMessage(), e);
        }
    }

    public Encoded encode(EventEnvelope envelope) {
        Event event = envelope.event();
        var headers = attributes(RecordTypes.of(event), envelope.id(), envelope.time())
                .put("ce_subject", event.subject())
                .put(CloudEventHeaders.PARTITION_KEY, event.workspaceId().value())
                .put(CloudEventHeaders.SEQUENCE, CloudEventHeaders.sequence(envelope.sequence()))
                .put(CloudEventHeaders.ACTOR, actor(envelope.actor()))
                .put(CloudEventHeaders.CORRELATION_ID, envelope.correlationId())
                .put(
                        CloudEventHeaders.CAUSATION_ID,
                        envelope.cause().commandId().value())
                .put(
                        CloudEventHeaders.COMMAND_OFFSET,
                        Long.toString(envelope.cause().commandOffset()))
                .put(CloudEventHeaders.TRACEPARENT, envelope.traceparent());
        return new Encoded(event.workspaceId().value(), Json.write(event), headers.headers());
    }

    /**
     * Events of old versions are read as what they would be today.
     *
     * @throws MalformedRecord where the record is no event of ours
     */
    public EventEnvelope event(Headers kafkaHeaders, byte @Nullable [] value) {
        return event(kafkaHeaders, value, EventVersions.TODAY);
    }

    static EventEnvelope event(Headers kafkaHeaders, byte @Nullable [] value, EventVersions versions) {
        return event(kafkaHeaders, value, versions, Json.shared().reader());
    }

    /**
     * As {@link #event}, for who may be older than the node that wrote it: members that are new since then, which an event
     * may get without a new version, are passed over.
     *
     * @throws MalformedRecord where the record is no event that is known here
     */
    public static EventEnvelope eventOfAnyNode(Headers kafkaHeaders, byte @Nullable [] value) {
        return event(
                kafkaHeaders,
                value,
                EventVersions.TODAY,
                Json.shared().reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
    }

    /** Whether a type is one of an event that is known here, of whatever version. */
    public static boolean isEvent(String type) {
        return EventVersions.TODAY.record(type) != null;
    }

    private static EventEnvelope event(
            Headers kafkaHeaders, byte @Nullable [] value, EventVersions versions, ObjectReader reader) {
        var headers = CloudEventHeaders.of(kafkaHeaders);
        String type = headers.get(CloudEventHeaders.TYPE);
        Class<? extends Event> target = versions.record(type);
        if (target == null) {
            throw new MalformedRecord("no event has the type " + type);
        }
        try {
            return new EventEnvelope(
                    headers.get(CloudEventHeaders.ID),
                    headers.number(CloudEventHeaders.SEQUENCE),
                    headers.time(),
                    actor(headers.get(CloudEventHeaders.ACTOR)),
                    new Cause(
                            new CommandId(headers.get(CloudEventHeaders.CAUSATION_ID)),
                            headers.number(CloudEventHeaders.COMMAND_OFFSET)),
                    headers.find(CloudEventHeaders.CORRELATION_ID),
                    headers.find(CloudEventHeaders.TRACEPARENT),
                    value(versions.today(type, value), target, reader));
        } catch (InvalidInput e) {
            throw new MalformedRecord("a header is not valid: " + e.getMessage(), e);
        }
    }

    /**
     * @param commandOffset of the command on its topic
     * @param traceparent of the command; left out where it is longer than any trace's, so that a reply stays small
     */
    public Encoded encode(Reply reply, long commandOffset, @Nullable String traceparent) {
        boolean fits = traceparent != null && traceparent.length() <= MAX_TRACEPARENT;
        boolean accepted = reply.outcome().accepted() != null;
        var headers = attributes(
                        accepted ? RecordTypes.ACCEPTED : RecordTypes.REJECTED,
                        reply.commandId().value() + "-reply",
                        reply.time())
                .put("ce_subject", reply.commandId().value())
                .put(CloudEventHeaders.PARTITION_KEY, reply.workspaceId().value())
                .put(CloudEventHeaders.SEQUENCE, CloudEventHeaders.sequence(reply.sequence()))
                .put(CloudEventHeaders.CAUSATION_ID, reply.commandId().value())
                .put(CloudEventHeaders.COMMAND_OFFSET, Long.toString(commandOffset))
                .put(CloudEventHeaders.TRACEPARENT, fits ? traceparent : null);
        return new Encoded(reply.workspaceId().value(), Json.write(reply), headers.headers());
    }

    /** @throws MalformedRecord where the record is no reply of ours */
    public Reply reply(Headers kafkaHeaders, byte @Nullable [] value) {
        String type = CloudEventHeaders.of(kafkaHeaders).get(CloudEventHeaders.TYPE);
        if (!type.equals(RecordTypes.ACCEPTED) && !type.equals(RecordTypes.REJECTED)) {
            throw new MalformedRecord("no reply has the type " + type);
        }
        return value(value, Reply.class);
    }

    /** The workspace a record is keyed by, as far as one can tell without its value. */
    public static WorkspaceId workspace(byte @Nullable [] key) {
        if (key == null) {
            throw new MalformedRecord("the record has no key");
        }
        try {
            return new WorkspaceId(new String(key, StandardCharsets.UTF_8));
        } catch (InvalidInput e) {
            throw new MalformedRecord("the key is no workspace id", e);
        }
    }

    /**
     * Whose command a record is, as far as one can tell without its type and its value.
     *
     * @throws MalformedRecord where it doesn't say
     */
    public static CommandId commandId(Headers headers) {
        try {
            return new CommandId(CloudEventHeaders.of(headers).get(CloudEventHeaders.ID));
        } catch (InvalidInput e) {
            throw new MalformedRecord("header " + CloudEventHeaders.ID + " is no command's id", e);
        }
    }

    private CloudEventHeaders attributes(String type, String id, Instant time) {
        return CloudEventHeaders.writing()
                .put(CloudEventHeaders.CONTENT_TYPE, CloudEventHeaders.JSON)
                .put(CloudEventHeaders.ID, id)
                .put(CloudEventHeaders.TYPE, type)
                .put("ce_source", source)
                .put(CloudEventHeaders.TIME, time.toString())
                .put(CloudEventHeaders.DATA_SCHEMA, schemas + type);
    }

    private static <T> T value(byte @Nullable [] value, Class<T> type) {
        return value(value, type, Json.shared().reader());
    }

    private static <T> T value(byte @Nullable [] value, Class<T> type, ObjectReader reader) {
        if (value == null) {
            throw new MalformedRecord("the record has no value");
        }
        try {
            T read = reader.forType(type).readValue(value);
            if (read == null) {
                throw new MalformedRecord("the value is the literal null");
            }
            return read;
        } catch (IOException e) {
            throw new MalformedRecord(
                    "the value does not fit its type: " + JsonFaults.invalid(e).getMessage(), e);
        }
    }

    /** {@code user:usr_…}, {@code sandbox:sb_…}, {@code sandbox:sb_…/key_…} or {@code system:timer}. */
    private static String actor(Principal principal) {
        KeyId key = principal.key();
        return principal.kind().wire() + ":" + principal.id() + (key == null ? "" : "/" + key);
    }

    private static Principal actor(String text) {
        int colon = text.indexOf(':');
        for (var kind : Principal.Kind.values()) {
            if (colon > 0 && kind.wire().equals(text.substring(0, colon))) {
                return principal(kind, text.substring(colon + 1));
            }
        }
        throw new MalformedRecord("header " + CloudEventHeaders.ACTOR + " names no principal");
    }

    private static Principal principal(Principal.Kind kind, String text) {
        int slash = kind == Principal.Kind.SANDBOX ? text.indexOf('/') : -1;
        return slash < 0
                ? new Principal(kind, text)
                : new Principal(kind, text.substring(0, slash), new KeyId(text.substring(slash + 1)));
    }
}

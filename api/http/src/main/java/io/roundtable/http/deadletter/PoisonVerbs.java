package io.roundtable.http.deadletter;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.http.HttpRequest;
import io.roundtable.contract.Topics;
import io.roundtable.contract.UserId;
import io.roundtable.contract.wire.Json;
import io.roundtable.contract.wire.MalformedRecord;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.http.command.CommandLog;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.identity.PoisonDecisions;
import io.roundtable.persistence.query.PoisonRecords.Bytes;
import io.roundtable.persistence.query.PoisonView;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** What operators decide about records that could not be handled; blocks. These writes are no commands. */
@Singleton
final class PoisonVerbs {

    private final PoisonReads reads;
    private final PoisonDecisions decisions;
    private final CommandLog log;
    private final LogLayout layout;
    private final Clock clock;

    PoisonVerbs(PoisonReads reads, Database database, CommandLog log, LogLayout layout, Clock clock) {
        this.reads = reads;
        this.decisions = new PoisonDecisions(database.identity());
        this.log = log;
        this.layout = layout;
        this.clock = clock;
    }

    /** As the tables keep it. */
    record KeptHeader(
            String name,
            @JsonProperty("value_base64") @Nullable String value) {}

    AppendedResource dry(HttpRequest<?> request, String id) {
        PoisonView view = appendable(id);
        return new AppendedResource(
                true, view.origin().topic(), partition(view, reads.bytes(id)), null, reads.whole(request, view));
    }

    AppendedResource append(String id, UserId operator) {
        PoisonView view = appendable(id);
        Bytes bytes = reads.bytes(id);
        if (!decisions.begin(id, operator.value(), clock.instant())) {
            throw decided();
        }
        RecordMetadata at;
        try {
            at = log.append(partition(view, bytes), bytes.key(), bytes.value(), headers(bytes))
                    .join();
        } catch (CompletionException e) {
            // it may be there all the same, so that the decision stays; in a minute it can be made again
            throw e.getCause() instanceof ProblemException problem ? problem : e;
        }
        decisions.redriven(id, at.partition(), at.offset());
        return new AppendedResource(false, at.topic(), at.partition(), at.offset(), PoisonResource.of(reads.view(id)));
    }

    void discard(String id, String reason, UserId operator) {
        var _ = reads.view(id);
        if (!decisions.discard(id, reason, operator.value(), clock.instant())) {
            throw decided();
        }
    }

    /** Nobody but the engine writes the other topics, and it writes nothing twice. */
    private PoisonView appendable(String id) {
        PoisonView view = reads.view(id);
        if (!view.origin().topic().equals(Topics.COMMANDS)) {
            throw ProblemException.of(
                    ProblemCode.NOT_REDRIVABLE,
                    "Only what was given as a command can be given again; this stood on "
                            + view.origin().topic() + ".");
        }
        if (view.cut() != null) {
            throw ProblemException.of(
                    ProblemCode.NOT_REDRIVABLE, "It was too large to be kept whole: " + view.cut() + ".");
        }
        if (view.decision() != null && !view.decision().status().equals("redriving")) {
            throw decided();
        }
        return view;
    }

    private static ProblemException decided() {
        return ProblemException.of(
                ProblemCode.DEAD_LETTER_NOT_FOUND, "Somebody has decided about this dead letter already.");
    }

    /** Where a command of its workspace has to be; where its key names none, where it was. */
    private int partition(PoisonView view, Bytes bytes) {
        try {
            return layout.partitionOf(RecordCodec.workspace(bytes.key()));
        } catch (MalformedRecord e) {
            return Math.min(view.origin().partition(), layout.partitions().count() - 1);
        }
    }

    private static RecordHeaders headers(Bytes bytes) {
        var headers = new RecordHeaders();
        KeptHeader[] kept = Json.read(bytes.headers().getBytes(StandardCharsets.UTF_8), KeptHeader[].class);
        for (KeptHeader header : List.of(kept)) {
            String value = header.value();
            headers.add(new RecordHeader(
                    header.name(), value == null ? null : Base64.getDecoder().decode(value)));
        }
        return headers;
    }
}

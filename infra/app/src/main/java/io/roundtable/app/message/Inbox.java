package io.roundtable.app.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.client.ApiClient;
import io.roundtable.app.client.ApiFailure;
import io.roundtable.app.client.ApiRequest;
import io.roundtable.app.client.JsonPage;
import io.roundtable.contract.wire.Json;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One sandbox's inbox at the server. */
final class Inbox {
    private static final int PAGE = 50;

    private final ApiClient client;
    private final String path;

    Inbox(ApiClient client, String path) {
        this.client = client;
        this.path = path;
    }

    /** Messages, or outcomes, as they came. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Listed(List<JsonNode> data) {
        Listed {
            data = List.copyOf(data);
        }
    }

    /** A message and the lease under which it was received. */
    record Held(String messageId, String leaseId) {}

    /** What is said of a lease; all but the leases may be null. */
    record Settled(
            List<Held> leases,
            @Nullable Integer delaySeconds,
            @Nullable String reason,
            @Nullable Integer ackWaitSeconds) {
        Settled {
            leases = List.copyOf(leases);
        }

        static Settled of(String message, String lease) {
            return new Settled(List.of(new Held(message, lease)), null, null, null);
        }

        Settled because(@Nullable Integer delay, @Nullable String why) {
            return new Settled(leases, delay, why, null);
        }

        Settled lasting(@Nullable Integer ackWait) {
            return new Settled(leases, null, null, ackWait);
        }
    }

    /** What is queued, by position, page by page. */
    Iterator<JsonNode> queued() {
        return JsonPage.all(client, path + "?limit=" + PAGE);
    }

    /** Blocks for up to {@code wait} seconds. */
    List<JsonNode> receive(int max, int wait) {
        var body = Json.write(Map.of("max", max, "wait_seconds", wait));
        return client.require(ApiRequest.post(path + "/receive", body))
                .as(Listed.class)
                .data();
    }

    /**
     * What became of the one lease.
     *
     * @param verb ack, nak, extend or reject
     * @throws ApiFailure 409 where it is over
     */
    JsonNode settle(String verb, Settled settled) {
        return client.decide(ApiRequest.post(path + "/" + verb, Json.write(settled)))
                .as(Listed.class)
                .data()
                .getFirst();
    }
}

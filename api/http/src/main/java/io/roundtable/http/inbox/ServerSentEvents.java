package io.roundtable.http.inbox;

import io.roundtable.contract.wire.Json;
import io.roundtable.http.message.MessageResource;
import io.roundtable.http.problem.ProblemCode;
import java.nio.charset.StandardCharsets;

/** What is written to a stream, as the HTML standard's server-sent events. */
final class ServerSentEvents {

    /** How long a client waits before it connects again, in milliseconds. */
    static final byte[] RETRY = bytes("retry: 2000\n\n");

    static final byte[] HEARTBEAT = bytes(": heartbeat\n\n");

    private ServerSentEvents() {}

    static byte[] message(Leased leased) {
        var resource = MessageResource.of(leased.message(), leased.lease());
        return bytes("event: message\nid: " + leased.leaseId() + "\n" + data(Json.write(resource)));
    }

    /** @param code why the stream ends, as problems have it */
    static byte[] end(ProblemCode code) {
        return bytes("event: end\ndata: {\"code\":\"" + code.wire() + "\"}\n\n");
    }

    /** Content is given as it came, and may have line breaks between its tokens: each line is a field of its own. */
    private static String data(byte[] json) {
        String text =
                new String(json, StandardCharsets.UTF_8).replace("\r\n", "\n").replace('\r', '\n');
        return "data: " + text.replace("\n", "\ndata: ") + "\n\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

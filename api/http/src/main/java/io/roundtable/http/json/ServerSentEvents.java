package io.roundtable.http.json;

import java.nio.charset.StandardCharsets;

/** What is written to a stream, as the HTML standard's server-sent events (section 9.2). */
public final class ServerSentEvents {

    /** How long a client waits before it connects again, in milliseconds. */
    public static final byte[] RETRY = bytes("retry: 2000\n\n");

    public static final byte[] HEARTBEAT = bytes(": heartbeat\n\n");

    private ServerSentEvents() {}

    /** @param json may have line breaks between its tokens, since content is given as it came */
    public static byte[] message(String id, byte[] json) {
        return bytes("event: message\nid: " + id + "\n" + data(json));
    }

    /**
     * Moves the client's last event id and gives it no event: one without data is dispatched to nobody, after its id was
     * taken (section 9.2.6).
     */
    public static byte[] progress(String id) {
        return bytes("id: " + id + "\n\n");
    }

    /** @param code why the stream ends */
    public static byte[] end(String code) {
        return bytes("event: end\ndata: {\"code\":\"" + code + "\"}\n\n");
    }

    /** Each line is a field of its own. */
    private static String data(byte[] json) {
        String text =
                new String(json, StandardCharsets.UTF_8).replace("\r\n", "\n").replace('\r', '\n');
        return "data: " + text.replace("\n", "\ndata: ") + "\n\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

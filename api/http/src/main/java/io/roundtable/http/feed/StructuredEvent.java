package io.roundtable.http.feed;

import io.roundtable.contract.RawJson;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.http.log.LoggedEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event as JSON in structured mode (CloudEvents 1.0, JSON format): each header of its record is a member, and its
 * value is {@code data}, byte for byte.
 */
final class StructuredEvent {

    private static final String PREFIX = "ce_";

    private StructuredEvent() {}

    static Map<String, Object> of(LoggedEvent event) {
        var members = new LinkedHashMap<String, Object>();
        for (var header : event.entry().headers()) {
            byte[] value = header.value();
            if (value != null && header.key().startsWith(PREFIX)) {
                members.put(header.key().substring(PREFIX.length()), text(value));
            } else if (value != null && header.key().equals(CloudEventHeaders.CONTENT_TYPE)) {
                members.put("datacontenttype", text(value));
            }
        }
        byte[] data = event.entry().value();
        if (data != null) {
            members.put("data", new RawJson(text(data)));
        }
        return members;
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}

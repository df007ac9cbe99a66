package io.roundtable.app.fake;

import java.util.Map;

/** What the fake server says. */
public record FakeAnswer(int status, Map<String, String> headers, String body) {
    public static FakeAnswer of(int status, String body) {
        return new FakeAnswer(status, Map.of(), body);
    }

    public static FakeAnswer problem(int status, String code, String more) {
        return of(
                status,
                "{\"type\":\"/problems/%s\",\"title\":\"No\",\"status\":%d,\"code\":\"%s\",\"detail\":\"it is so\",\"trace_id\":\"t1\"%s}"
                        .formatted(code, status, code, more));
    }

    public FakeAnswer with(String name, String value) {
        var more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new FakeAnswer(status, more, body);
    }
}

package io.roundtable.testkit.talk;

import java.net.URI;

/** Where a node listens. */
public record Node(URI url) {
    public static Node onPort(int port) {
        return new Node(URI.create("http://127.0.0.1:" + port));
    }

    /** A request of nobody in particular. */
    public Ask ask(String method, String path) {
        return new Ask(this, method, path);
    }

    public Ask get(String path) {
        return ask("GET", path);
    }

    public Ask post(String path, String json) {
        return ask("POST", path).saying(json);
    }
}

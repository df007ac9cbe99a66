package io.roundtable.testkit.talk;

import java.net.URI;

/**
 * Where a node listens.
 *
 * @param witness sees all of its answers, but those to streams and to clients that aren't the testkit's
 */
public record Node(URI url, Witness witness) {
    public static Node onPort(int port) {
        return new Node(URI.create("http://127.0.0.1:" + port), (_, _, _) -> {});
    }

    /** The same node, watched. */
    public Node seenBy(Witness other) {
        return new Node(url, other);
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

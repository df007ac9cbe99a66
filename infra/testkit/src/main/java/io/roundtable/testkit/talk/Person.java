package io.roundtable.testkit.talk;

import java.util.UUID;

/** Somebody with an account, who talks to one node. */
public final class Person {
    private static final String PASSWORD = "correct horse battery staple";

    private final Node node;
    private final String id;
    private final String email;
    private final String token;

    private Person(Node node, String id, String email, String token) {
        this.node = node;
        this.id = id;
        this.email = email;
        this.token = token;
    }

    /** Somebody new. */
    public static Person registersAt(Node node, String name) {
        String email = name.toLowerCase(java.util.Locale.ROOT) + "-" + UUID.randomUUID() + "@example.org";
        var answer = node.post(
                        "/v1/auth/register",
                        "{\"email\":\"%s\",\"password\":\"%s\",\"full_name\":\"%s\"}".formatted(email, PASSWORD, name))
                .answerUnlessBusy()
                .good();
        return new Person(node, answer.get("user/user_id"), email, answer.get("access_token"));
    }

    /** The same person, talking to another node. */
    public Person at(Node other) {
        return new Person(other, id, email, token);
    }

    /** Where this person talks to. */
    public Node node() {
        return node;
    }

    public String id() {
        return id;
    }

    public String email() {
        return email;
    }

    public String password() {
        return PASSWORD;
    }

    public String token() {
        return token;
    }

    public Ask asks(String method, String path) {
        return node.ask(method, path).as(token);
    }

    public Answer gets(String path) {
        return asks("GET", path).answer();
    }

    public Answer posts(String path, String json) {
        return asks("POST", path).saying(json).answer();
    }

    public Answer patches(String path, String json) {
        return asks("PATCH", path).saying(json).answer();
    }

    public Answer puts(String path, String json) {
        return asks("PUT", path).saying(json).answer();
    }

    public Answer deletes(String path) {
        return asks("DELETE", path).answer();
    }

    /** A workspace of this person's own. */
    public Room opens(String name) {
        return new Room(
                this,
                posts("/v1/workspaces", "{\"name\":\"" + name + "\"}").good().get("workspace_id"));
    }
}

package io.roundtable.testkit.talk;

/** A workspace as one of its members meets it. */
public final class Room {
    private final Person member;
    private final String id;

    Room(Person member, String id) {
        this.member = member;
        this.id = id;
    }

    public String id() {
        return id;
    }

    public Person member() {
        return member;
    }

    /** The same room for somebody else, or at another node; whether they may enter is not asked. */
    public Room as(Person other) {
        return new Room(other, id);
    }

    /** A path below the workspace. */
    public String path(String rest) {
        return "/v1/workspaces/" + id + rest;
    }

    public Ask asks(String method, String rest) {
        return member.asks(method, path(rest));
    }

    public Answer gets(String rest) {
        return member.gets(path(rest));
    }

    public Answer posts(String rest, String json) {
        return member.posts(path(rest), json);
    }

    /** Makes a sandbox and returns its id. */
    public String sandbox(String name) {
        return posts("/sandboxes", "{\"name\":\"" + name + "\"}").good().get("sandbox_id");
    }

    /** One sandbox sends a request to another. */
    public Answer says(String from, String to, String content) {
        return posts("/messages", message(from, to, content));
    }

    /** The body of a request from one sandbox to another. */
    public static String message(String from, String to, String content) {
        return message(from, to, "request", content);
    }

    /**
     * The body of a message.
     *
     * @param content any JSON, or what pretends to be
     */
    public static String message(String from, String to, String type, String content) {
        return "{\"from_sandbox_id\":\"%s\",\"to_sandbox_id\":\"%s\",\"message_type\":\"%s\",\"content\":%s}"
                .formatted(from, to, type, content);
    }

    /** Lets somebody in, or gives them another role. */
    public Answer admits(Person other, String role) {
        return member.puts(path("/members/" + other.id()), "{\"role\":\"" + role + "\"}");
    }
}

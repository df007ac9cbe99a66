package io.roundtable.contract.wire;

import com.fasterxml.jackson.core.type.TypeReference;
import io.roundtable.contract.RawJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object in their order, each as the bytes that were written: what an {@link Upcaster} doesn't
 * touch, content above all, stays as it was to the last space. Never changed; each change gives another.
 */
final class Members {

    private static final TypeReference<LinkedHashMap<String, RawJson>> FORM = new TypeReference<>() {};

    private final Map<String, RawJson> members;

    /** @param members in their order, given away */
    private Members(Map<String, RawJson> members) {
        this.members = members;
    }

    /**
     * @throws IOException where the bytes aren't a JSON object in UTF-8
     * @throws MalformedRecord where they are the literal {@code null}
     */
    static Members of(byte[] object) throws IOException {
        LinkedHashMap<String, RawJson> members = Json.shared().readValue(object, FORM);
        if (members == null) {
            throw new MalformedRecord("the value is the literal null");
        }
        return new Members(members);
    }

    /** Null where there is no such member; the literal {@code null} is a value. */
    @Nullable
    RawJson find(String name) {
        return members.get(name);
    }

    /** Sets a member, in its place where there is one, else behind the others. */
    Members with(String name, RawJson value) {
        var changed = copy();
        changed.put(name, value);
        return new Members(changed);
    }

    /** Sets a member to whatever {@link Json} writes for the value. */
    Members with(String name, Object value) {
        return with(name, new RawJson(new String(Json.write(value), StandardCharsets.UTF_8)));
    }

    /** Leaves a member out, if there is one. */
    Members without(String name) {
        var changed = copy();
        changed.remove(name);
        return new Members(changed);
    }

    /** The same value under another name and in the same place, if there is one. */
    Members renamed(String name, String other) {
        var changed = new LinkedHashMap<String, RawJson>();
        members.forEach((each, value) -> changed.put(each.equals(name) ? other : each, value));
        return new Members(changed);
    }

    /**
     * Changes the members of an object within, if there is one of that name.
     *
     * @throws MalformedRecord where the member is no object
     */
    Members within(String name, UnaryOperator<Members> change) {
        RawJson value = members.get(name);
        if (value == null) {
            return this;
        }
        try {
            var inner = of(value.text().getBytes(StandardCharsets.UTF_8));
            return with(name, new RawJson(change.apply(inner).text()));
        } catch (IOException e) {
            throw new MalformedRecord("the member " + name + " is no object", e);
        }
    }

    private Map<String, RawJson> copy() {
        return new LinkedHashMap<>(members);
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    private String text() {
        return members.entrySet().stream().map(Members::text).collect(Collectors.joining(",", "{", "}"));
    }

    private static String text(Map.Entry<String, RawJson> member) {
        var name = new String(Json.write(member.getKey()), StandardCharsets.UTF_8);
        return name + ":" + member.getValue().text();
    }
}

package io.roundtable.contract.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What has changed from one schema to another of the same {@code ce_type}.
 *
 * <p>Events are kept for ever, and read by services that nobody updates at the same time as the nodes. So a change has to
 * hold in both directions. Whoever reads <em>old records</em> by the new schema must not miss anything: no field may
 * become required, nothing may be narrowed. Whoever reads <em>new records</em> by what they knew must still find it: no
 * required field may go or become optional, no type or meaning may change. What may be added is what readers are told to
 * expect: optional fields, values of enums, higher limits.
 */
final class Comparison {

    private static final Set<String> WORDS =
            Set.of("$id", "$schema", "$comment", "$defs", "title", "description", "examples");
    private static final Set<String> LOWER = Set.of("minLength", "minimum", "minItems", "minProperties");
    private static final Set<String> UPPER = Set.of("maxLength", "maximum", "maxItems", "maxProperties");

    private final JsonNode before;
    private final JsonNode after;
    private final List<Change> changes = new ArrayList<>();

    private Comparison(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    /** @param type what to call it in the list of changes */
    static List<Change> of(String type, ObjectNode before, ObjectNode after) {
        var comparison = new Comparison(before, after);
        comparison.compare(type, before, after);
        return comparison.changes;
    }

    private void compare(String path, JsonNode givenOld, JsonNode givenNow) {
        JsonNode old = resolved(before, givenOld);
        JsonNode now = resolved(after, givenNow);
        var keywords = new TreeSet<String>();
        old.fieldNames().forEachRemaining(keywords::add);
        now.fieldNames().forEachRemaining(keywords::add);
        keywords.removeAll(WORDS);
        for (String keyword : keywords) {
            keyword(path, keyword, old, now);
        }
    }

    private void keyword(String path, String keyword, JsonNode old, JsonNode now) {
        JsonNode was = old.path(keyword);
        JsonNode is = now.path(keyword);
        switch (keyword) {
            case "properties", "patternProperties" -> properties(path, was, is);
            case "required" -> required(path, old, now);
            case "enum" -> values(path, was, is);
            case "anyOf" -> alternatives(path, was, is);
            case "allOf" -> parts(path, was, is);
            case "items", "propertyNames", "additionalProperties" -> inner(path + "." + keyword, was, is);
            default -> {
                if (LOWER.contains(keyword)) {
                    bound(path, keyword, was, is, 1);
                } else if (UPPER.contains(keyword)) {
                    bound(path, keyword, was, is, -1);
                } else if (!was.equals(is)) {
                    changes.add(Change.breaking(path, keyword + " was " + shown(was) + " and is " + shown(is)));
                }
            }
        }
    }

    private void properties(String path, JsonNode was, JsonNode is) {
        was.properties().forEach(property -> {
            String name = path + "." + property.getKey();
            if (is.has(property.getKey())) {
                compare(name, property.getValue(), is.path(property.getKey()));
            } else {
                changes.add(Change.breaking(name, "the field is gone"));
            }
        });
        is.properties().forEach(property -> {
            if (!was.has(property.getKey())) {
                changes.add(Change.harmless(path + "." + property.getKey(), "the field is new"));
            }
        });
    }

    private void required(String path, JsonNode old, JsonNode now) {
        Set<String> was = texts(old.path("required"));
        Set<String> is = texts(now.path("required"));
        for (String name : is) {
            if (!was.contains(name)) {
                changes.add(Change.breaking(path + "." + name, "it is required, and old records may lack it"));
            }
        }
        for (String name : was) {
            if (!is.contains(name) && now.path("properties").has(name)) {
                changes.add(Change.breaking(path + "." + name, "it isn't required any more, and readers rely on it"));
            }
        }
    }

    private void values(String path, JsonNode was, JsonNode is) {
        if (areBoth(path, was, is)) {
            goneAndNew(path, "value", texts(was), texts(is));
        }
    }

    /** By what they refer to, which is compared in its turn. */
    private void alternatives(String path, JsonNode was, JsonNode is) {
        if (areBoth(path, was, is)) {
            Map<String, JsonNode> before = named(was);
            Map<String, JsonNode> now = named(is);
            goneAndNew(path, "alternative", before.keySet(), now.keySet());
            before.forEach((name, schema) -> {
                if (now.containsKey(name)) {
                    compare(path + "(" + name + ")", schema, now.getOrDefault(name, schema));
                }
            });
        }
    }

    private void parts(String path, JsonNode was, JsonNode is) {
        if (was.size() != is.size()) {
            changes.add(Change.breaking(path, "it had to fit " + was.size() + " schemas and has to fit " + is.size()));
            return;
        }
        for (int i = 0; i < was.size(); i++) {
            compare(path, was.path(i), is.path(i));
        }
    }

    private boolean areBoth(String path, JsonNode was, JsonNode is) {
        if (was.isMissingNode() || is.isMissingNode()) {
            changes.add(Change.breaking(path, "whether it has to be one of some is another question now"));
            return false;
        }
        return true;
    }

    private void goneAndNew(String path, String what, Set<String> before, Set<String> now) {
        before.stream()
                .filter(value -> !now.contains(value))
                .forEach(value -> changes.add(
                        Change.breaking(path, "the " + what + " " + value + " is gone, and old records have it")));
        now.stream()
                .filter(value -> !before.contains(value))
                .forEach(value -> changes.add(Change.harmless(path, "the " + what + " " + value + " is new")));
    }

    /** @param narrower the sign of a step that leaves less room */
    private void bound(String path, String keyword, JsonNode was, JsonNode is, int narrower) {
        if (was.isMissingNode()) {
            changes.add(Change.breaking(path, keyword + " is new, and old records may be beyond it"));
        } else if (is.isMissingNode()) {
            changes.add(Change.harmless(path, keyword + " is gone"));
        } else {
            int step = is.decimalValue().compareTo(was.decimalValue());
            String what = keyword + " was " + was + " and is " + is;
            if (step != 0) {
                changes.add(new Change(path, what, step == narrower));
            }
        }
    }

    private void inner(String path, JsonNode was, JsonNode is) {
        if (was.isObject() && is.isObject()) {
            compare(path, was, is);
        } else if (!was.equals(is)) {
            changes.add(Change.breaking(path, "it was " + shown(was) + " and is " + shown(is)));
        }
    }

    private static JsonNode resolved(JsonNode root, JsonNode schema) {
        String ref = schema.path("$ref").asText();
        return ref.isEmpty() ? schema : root.at(ref.substring(1));
    }

    /** What refers to nothing is called by all that it says. */
    private static Map<String, JsonNode> named(JsonNode schemas) {
        var named = new TreeMap<String, JsonNode>();
        schemas.forEach(schema -> named.put(
                schema.has("$ref")
                        ? schema.path("$ref").asText().replaceFirst(".*/", "")
                        : schema.<ObjectNode>deepCopy().remove(WORDS).toString(),
                schema));
        return named;
    }

    private static Set<String> texts(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(value -> value.isTextual() ? value.asText() : value.toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String shown(JsonNode value) {
        return value instanceof MissingNode ? "nothing" : value.toString();
    }
}

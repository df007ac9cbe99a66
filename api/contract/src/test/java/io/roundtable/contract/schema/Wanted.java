package io.roundtable.contract.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words of {@link io.roundtable.contract.Check} as keywords of JSON Schema; any others become remarks. */
enum Wanted {
    CHARACTERS("must have (\\d+) to (\\d+) characters", (schema, found) -> {
        least(schema, "minLength", found.group(1));
        schema.put("maxLength", Integer.parseInt(found.group(2)));
    }),
    BETWEEN("must be between (\\S+) and (\\S+)", (schema, found) -> {
        put(schema, "minimum", found.group(1));
        put(schema, "maximum", found.group(2));
    }),
    ENTRIES("must have (\\d+) to (\\d+) entries", (schema, found) -> {
        least(schema, "minItems", found.group(1));
        schema.put("maxItems", Integer.parseInt(found.group(2)));
    }),
    NOT_EMPTY("must have at least 1 entry", (schema, _) -> schema.put("minItems", 1)),
    MEMBERS(
            "must have at most (\\d+) entries",
            (schema, found) -> schema.put("maxProperties", Integer.parseInt(found.group(1)))),
    KEYS(
            "must have keys of (\\d+) to (\\d+) of (\\[.+])",
            (schema, found) ->
                    schema.put("pattern", "^%s{%s,%s}$".formatted(found.group(3), found.group(1), found.group(2)))),
    EACH_ONCE("must name each sandbox once", (schema, _) -> schema.put("uniqueItems", true)),
    OBJECT("must be an object", (schema, _) -> schema.put("type", "object")),
    /** Of bytes as they came, which no keyword counts; the descriptions say it. */
    BYTES("must be at most 256 KiB", (_, _) -> {});

    /** Where a remark waits until it is put behind the description. */
    static final String REMARKS = "remarks";

    private final Pattern words;

    @SuppressWarnings("ImmutableEnumChecker") // none of these has a state
    private final BiConsumer<ObjectNode, MatchResult> keyword;

    Wanted(String words, BiConsumer<ObjectNode, MatchResult> keyword) {
        this.words = Pattern.compile(words);
        this.keyword = keyword;
    }

    static void write(ObjectNode schema, Stream<String> refusals) {
        refusals.forEach(refusal -> {
            for (Wanted wanted : values()) {
                var found = wanted.words.matcher(refusal);
                if (found.matches()) {
                    wanted.keyword.accept(schema, found);
                    return;
                }
            }
            schema.withArray("/" + REMARKS).add(refusal);
        });
    }

    private static void least(ObjectNode schema, String keyword, String number) {
        if (!number.equals("0")) {
            schema.put(keyword, Integer.parseInt(number));
        }
    }

    private static void put(ObjectNode schema, String keyword, String number) {
        var value = new BigDecimal(number);
        if (value.scale() == 0) {
            schema.put(keyword, value.longValueExact());
        } else {
            schema.put(keyword, value);
        }
    }
}

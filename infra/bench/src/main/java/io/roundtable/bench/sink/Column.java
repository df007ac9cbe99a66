package io.roundtable.bench.sink;

/**
 * A column of a table that others write, too.
 *
 * @param type as {@code information_schema} names it
 */
record Column(String name, String type) {

    /** Of an array's elements, so that a driver sends what it has: numbers as such, and what PostgreSQL reads as text. */
    String element() {
        return switch (type) {
            case "bigint" -> "int8";
            case "integer" -> "int4";
            case "boolean" -> "bool";
            default -> "text";
        };
    }

    /** An element as the column's value. */
    String selected() {
        return switch (type) {
            case "bigint", "integer", "boolean", "text" -> "u." + name;
            default -> "u." + name + "::" + type;
        };
    }

    /** How its value is read, so that it is what an array of these takes. */
    String read() {
        return element().equals("text") && !type.equals("text") ? name + "::text" : name;
    }

    /** As a field of Kafka Connect's schema, in the JSON that its converter reads. */
    String field(boolean isOptional) {
        var semantic = switch (type) {
            case "bigint" -> "\"type\":\"int64\"";
            case "integer" -> "\"type\":\"int32\"";
            case "boolean" -> "\"type\":\"boolean\"";
            case "text" -> "\"type\":\"string\"";
            case "json", "jsonb" -> "\"type\":\"string\",\"name\":\"io.debezium.data.Json\"";
            case "timestamp with time zone" -> "\"type\":\"string\",\"name\":\"io.debezium.time.ZonedTimestamp\"";
            default -> throw new IllegalArgumentException("no field of a " + type + " for " + name);
        };
        return "{\"field\":\"%s\",%s,\"optional\":%s}".formatted(name, semantic, isOptional);
    }

    /** As a value of that field, in SQL that makes JSON. */
    String asField() {
        return type.startsWith("json") ? name + "::text AS " + name : name;
    }
}

package io.roundtable.http.replay;

import io.roundtable.contract.InvalidInput;
import java.util.Set;
import java.util.regex.Pattern;

/** A name for a schema that somebody wants tables in: one that needs no quotes, and that nothing of ours may ever have. */
final class SchemaName {

    /** PostgreSQL cuts names at 63 bytes. */
    static final int MAX = 63;

    private static final Pattern FORM = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final Pattern OURS = Pattern.compile("projection.*|pg_.*");
    private static final Set<String> TAKEN = Set.of("control", "identity", "information_schema", "public");

    /** Words that PostgreSQL takes as a name nowhere without quotes (its documentation, appendix C). */
    private static final Set<String> RESERVED = Set.of(
            ("all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both"
                + " case cast char character check coalesce collate collation column concurrently constraint create"
                + " cross current_catalog current_date current_role current_schema current_time current_timestamp"
                + " current_user dec decimal default deferrable desc distinct do else end except exists extract false"
                + " fetch float for foreign freeze from full grant greatest group grouping having ilike in initially"
                + " inner inout int integer intersect interval into is isnull join json json_array json_arrayagg"
                + " json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value"
                + " lateral leading least left like limit localtime localtimestamp merge_action national natural nchar"
                + " none normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay"
                + " placing position precision primary real references returning right row select session_user setof"
                + " similar smallint some substring symmetric system_user table tablesample then time timestamp to"
                + " trailing treat trim true union unique user using values varchar variadic verbose when where window"
                + " with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot"
                + " xmlserialize xmltable")
                    .split(" "));

    private SchemaName() {}

    /** @throws InvalidInput where it isn't one */
    static void check(String schema) {
        if (!FORM.matcher(schema).matches()) {
            throw new InvalidInput("schema", "must match " + FORM);
        }
        if (OURS.matcher(schema).matches() || TAKEN.contains(schema)) {
            throw new InvalidInput("schema", "must be none of ours or of PostgreSQL's");
        }
        if (RESERVED.contains(schema)) {
            throw new InvalidInput("schema", "is a word of SQL");
        }
    }
}

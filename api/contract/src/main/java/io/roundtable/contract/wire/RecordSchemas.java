package io.roundtable.contract.wire;

import io.roundtable.contract.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema (draft 2020-12) of the value of every record on our topics, and the AsyncAPI document of the topics, as
 * they come with this jar.
 */
public final class RecordSchemas {

    private static final String ID = "\"$id\" : \"";

    private RecordSchemas() {}

    /** Every {@code ce_type} that there is, or has ever been among the events. */
    public static SortedSet<String> types() {
        var types = new TreeSet<String>();
        Topics.ALL.forEach(topic -> types.addAll(RecordTypes.on(topic)));
        return types;
    }

    /**
     * The schema of a type; null where no record has such a one.
     *
     * @param type a {@code ce_type}
     * @param schemas absolute URI before {@code ce_type} in {@code ce_dataschema}, with its last slash: the schema's
     *     {@code $id} is then what records name
     */
    public static @Nullable String find(String type, String schemas) {
        return types().contains(type)
                ? read("/schemas/" + type + ".json").replace(ID + RecordCodec.DEFAULT_SCHEMAS, ID + schemas)
                : null;
    }

    /** AsyncAPI 3, in YAML. */
    public static String asyncApi() {
        return read("/asyncapi.yaml");
    }

    private static String read(String resource) {
        try (InputStream in = RecordSchemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

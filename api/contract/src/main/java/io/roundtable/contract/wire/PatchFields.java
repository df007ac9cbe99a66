package io.roundtable.contract.wire;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The names in a merge patch. Merging (RFC 7396) passes over a name that it is to remove and that isn't there, so a
 * misspelt one whose value is null would change nothing and say nothing.
 */
public final class PatchFields {

    private final List<Violation> unknown = new ArrayList<>();

    private PatchFields() {}

    /** @throws InvalidInput where the patch removes what a record of that type can't have */
    public static void check(byte[] patch, Class<?> type) {
        var fields = new PatchFields();
        fields.collect(tree(patch), Json.shared().constructType(type), "");
        if (!fields.unknown.isEmpty()) {
            throw new InvalidInput(fields.unknown);
        }
    }

    private static JsonNode tree(byte[] patch) {
        try {
            return Json.tree(patch);
        } catch (IOException e) {
            throw JsonFaults.invalid(e);
        }
    }

    private void collect(JsonNode patch, JavaType type, String path) {
        if (!patch.isObject()) {
            return;
        }
        if (type.isMapLikeType()) {
            patch.properties()
                    .forEach(entry -> collect(entry.getValue(), type.getContentType(), path + entry.getKey() + "."));
            return;
        }
        var bean = Json.shared().getDeserializationConfig().introspect(type);
        if (!type.isRecordType() || bean.findJsonValueAccessor() != null) {
            return; // its shape is its owner's own affair
        }
        patch.properties().forEach(entry -> {
            var field = bean.findProperties().stream()
                    .filter(property -> property.getName().equals(entry.getKey()))
                    .findFirst();
            if (field.isPresent()) {
                collect(entry.getValue(), field.get().getPrimaryType(), path + entry.getKey() + ".");
            } else if (entry.getValue().isNull()) {
                unknown.add(new Violation(path + entry.getKey(), "is not a known field"));
            }
        });
    }
}

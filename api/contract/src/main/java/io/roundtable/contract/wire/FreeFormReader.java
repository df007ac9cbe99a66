package io.roundtable.contract.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import io.roundtable.contract.FreeForm;
import java.io.IOException;

/** Reads a free-form value no further than its bounds. */
public final class FreeFormReader extends JsonDeserializer<FreeForm> {

    @Override
    public FreeForm deserialize(JsonParser in, DeserializationContext context) throws IOException {
        return new FreeForm(BoundedTree.read(in, FreeForm.MAX_NESTING + 1, FreeForm.MAX_CHARACTERS));
    }
}

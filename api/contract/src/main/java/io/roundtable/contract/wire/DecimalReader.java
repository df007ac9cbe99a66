package io.roundtable.contract.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.math.BigDecimal;

/** Reads a decimal, once it is known to be of a sensible length. */
final class DecimalReader extends StdScalarDeserializer<BigDecimal> {

    private static final long serialVersionUID = 1L;

    DecimalReader() {
        super(BigDecimal.class);
    }

    @Override
    public BigDecimal deserialize(JsonParser in, DeserializationContext context) throws IOException {
        BoundedTree.checkNumber(in);
        return NumberDeserializers.BigDecimalDeserializer.instance.deserialize(in, context);
    }
}

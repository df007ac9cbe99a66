package io.roundtable.persistence.projection;

import java.time.Instant;
import java.util.List;

/** The order of primary keys, as the database has it: ids are ASCII, so texts compare as their bytes do. */
final class KeyOrder {

    private KeyOrder() {}

    static int compare(List<Object> one, List<Object> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(Object one, Object other) {
        if (one instanceof String text && other instanceof String otherText) {
            return text.compareTo(otherText);
        }
        if (one instanceof Instant time && other instanceof Instant otherTime) {
            return time.compareTo(otherTime);
        }
        if (one instanceof Long number && other instanceof Long otherNumber) {
            return number.compareTo(otherNumber);
        }
        throw new IllegalArgumentException("no order between " + one.getClass() + " and " + other.getClass());
    }
}

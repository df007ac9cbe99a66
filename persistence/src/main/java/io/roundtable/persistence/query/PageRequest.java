package io.roundtable.persistence.query;

import io.roundtable.contract.Check;
import org.jooq.Condition;
import org.jooq.Row2;
import org.jooq.SortField;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted.
 *
 * @param after the {@link Page#next} of the part before; null for the first
 * @param limit 1 to 200
 * @param counted whether the whole list is to be counted
 */
public record PageRequest<K>(@Nullable K after, int limit, boolean descending, boolean counted) {

    public static final int MAX_LIMIT = 200;

    /** @throws io.roundtable.contract.InvalidInput where the limit is out of range */
    public PageRequest {
        new Check().range("limit", limit, 1, MAX_LIMIT).done();
    }

    /** One more than asked for, which tells whether the list goes on. */
    public int fetched() {
        return limit + 1;
    }

    public <T> SortField<T> order(TableField<?, T> field) {
        return descending ? field.desc() : field.asc();
    }

    public <T> Condition beyond(TableField<?, T> field, T key) {
        return descending ? field.lt(key) : field.gt(key);
    }

    /** One comparison of rows, which an index over both columns answers. */
    <A, B> Condition beyond(TableField<?, A> first, TableField<?, B> second, A firstKey, B secondKey) {
        Row2<A, B> fields = DSL.row(first, second);
        Row2<A, B> keys = DSL.row(DSL.val(firstKey, first), DSL.val(secondKey, second));
        return descending ? fields.lt(keys) : fields.gt(keys);
    }
}

package io.roundtable.contract.wire;

import java.util.function.UnaryOperator;

/**
 * What makes an event of one version one of the next, so that {@code io.roundtable.message.sent.v1} can be read as
 * {@code io.roundtable.message.sent.v2} is. Pure: the same bytes give the same bytes for ever, since tables are made
 * anew from them.
 *
 * @param from the type and version that it takes
 * @param change of the value's members; headers mean the same in every version
 */
record Upcaster(TypeVersion from, UnaryOperator<Members> change) {

    static Upcaster of(String from, UnaryOperator<Members> change) {
        return new Upcaster(TypeVersion.of(from), change);
    }
}

/** How commands, events and replies look on the topics: CloudEvents in Kafka binary mode, values in JSON. */
@org.jspecify.annotations.NullMarked
package io.roundtable.contract.wire;

/** The topologies: what Kafka Streams runs of Roundtable. */
@org.jspecify.annotations.NullMarked
package io.roundtable.runtime;

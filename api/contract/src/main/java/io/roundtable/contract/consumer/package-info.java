/** Reading the log of events from outside: what to set, where to start, and whether nothing is missing. */
@org.jspecify.annotations.NullMarked
package io.roundtable.contract.consumer;

package io.roundtable.persistence.query;

/**
 * The place of a message in the order of its workspace.
 *
 * @param copyIndex its place among the messages of its event, from 0: a broadcast is one event with many
 */
public record MessageKey(long sequence, int copyIndex) {}

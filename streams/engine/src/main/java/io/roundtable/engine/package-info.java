/** The rules: pure functions from state and command to events, and from state and event to state. */
@org.jspecify.annotations.NullMarked
package io.roundtable.engine;

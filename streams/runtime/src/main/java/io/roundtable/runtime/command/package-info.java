/** Commands to events: the one writer of every workspace. */
@org.jspecify.annotations.NullMarked
package io.roundtable.runtime.command;

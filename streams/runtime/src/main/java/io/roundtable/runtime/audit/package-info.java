/** Accounts for commands: each one that was accepted has one outcome, or is still to be decided. */
@NullMarked
package io.roundtable.runtime.audit;

import org.jspecify.annotations.NullMarked;

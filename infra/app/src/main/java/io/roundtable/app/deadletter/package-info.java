/** Commands for messages that were given up. */
@NullMarked
package io.roundtable.app.deadletter;

import org.jspecify.annotations.NullMarked;

/** Messages that were given up, to the log of dead letters with the bytes by which they were sent. */
@org.jspecify.annotations.NullMarked
package io.roundtable.runtime.burial;

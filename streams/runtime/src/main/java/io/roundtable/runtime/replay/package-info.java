/** The replay job: makes versions of the projections anew from the log, compares them, and switches. */
@NullMarked
package io.roundtable.runtime.replay;

import org.jspecify.annotations.NullMarked;

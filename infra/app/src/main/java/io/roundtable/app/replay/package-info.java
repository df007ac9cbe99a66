/** Rebuilds of the projections, by the command line. */
@NullMarked
package io.roundtable.app.replay;

import org.jspecify.annotations.NullMarked;

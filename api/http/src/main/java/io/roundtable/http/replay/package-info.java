/** Rebuilds of the projections: asked for, looked at, switched and rolled back. For operators. */
@NullMarked
package io.roundtable.http.replay;

import org.jspecify.annotations.NullMarked;

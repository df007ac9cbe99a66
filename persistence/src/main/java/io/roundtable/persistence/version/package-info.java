/** Versions of the projections, side by side in schemas of their own: made, compared, switched and dropped. */
@NullMarked
package io.roundtable.persistence.version;

import org.jspecify.annotations.NullMarked;

/** Load over HTTP, and how long answers took. */
@NullMarked
package io.roundtable.bench.load;

import org.jspecify.annotations.NullMarked;

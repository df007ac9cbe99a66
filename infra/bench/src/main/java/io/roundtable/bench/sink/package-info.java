/** Other ways to get the product's rows into the same tables: limits, and a peer. */
@NullMarked
package io.roundtable.bench.sink;

import org.jspecify.annotations.NullMarked;

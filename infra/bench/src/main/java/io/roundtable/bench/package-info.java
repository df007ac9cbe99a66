/** Measures Roundtable beside its limits and peers, in the same run. */
@NullMarked
package io.roundtable.bench;

import org.jspecify.annotations.NullMarked;

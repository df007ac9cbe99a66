/** What the product is compared with where nobody else makes it. */
@NullMarked
package io.roundtable.bench.limit;

import org.jspecify.annotations.NullMarked;

/** What was measured, what it is compared with, and how it is shown. */
@NullMarked
package io.roundtable.bench.figure;

import org.jspecify.annotations.NullMarked;

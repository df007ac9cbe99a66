/** What was measured, as a page that needs nothing else. */
@NullMarked
package io.roundtable.bench.report;

import org.jspecify.annotations.NullMarked;

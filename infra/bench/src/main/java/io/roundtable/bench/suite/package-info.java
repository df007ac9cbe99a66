/** What is measured, one class for each suite. */
@NullMarked
package io.roundtable.bench.suite;

import org.jspecify.annotations.NullMarked;

/** The topics as tests look at them: how far they go, what has been appended since. */
@NullMarked
package io.roundtable.testkit.log;

import org.jspecify.annotations.NullMarked;

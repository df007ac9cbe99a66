/** The log of events as files, from which it can be restored into an empty cluster. */
@NullMarked
package io.roundtable.runtime.archive;

import org.jspecify.annotations.NullMarked;

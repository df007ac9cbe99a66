/** A workspace's events at the command line. */
@NullMarked
package io.roundtable.app.event;

import org.jspecify.annotations.NullMarked;

/** The parts of Roundtable that a process can run. */
@NullMarked
package io.roundtable.app.role;

import org.jspecify.annotations.NullMarked;

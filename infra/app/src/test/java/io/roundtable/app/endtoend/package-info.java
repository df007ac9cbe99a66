/** The real server, with every role, on a real broker and a real database. */
@NullMarked
package io.roundtable.app.endtoend;

import org.jspecify.annotations.NullMarked;

/** Everything in one process, for development: the embedded stack, all roles, something to try. */
@NullMarked
package io.roundtable.app.dev;

import org.jspecify.annotations.NullMarked;

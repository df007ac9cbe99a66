/** {@code roundtable replay export} and {@code import}: an installation as files, and back. */
@NullMarked
package io.roundtable.app.archive;

import org.jspecify.annotations.NullMarked;

/** What keeps the house as it was laid out. */
@NullMarked
package io.roundtable.app.architecture;

import org.jspecify.annotations.NullMarked;

/** The topics and their settings, made and checked. */
@NullMarked
package io.roundtable.app.topics;

import org.jspecify.annotations.NullMarked;

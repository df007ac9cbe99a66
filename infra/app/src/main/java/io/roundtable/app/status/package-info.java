/** How an installation is, for people and for machines. */
@NullMarked
package io.roundtable.app.status;

import org.jspecify.annotations.NullMarked;

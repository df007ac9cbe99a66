/** Events to rows. */
@org.jspecify.annotations.NullMarked
package io.roundtable.runtime.projection;

/** What may be said, by whom, to whom. */
@org.jspecify.annotations.NullMarked
package io.roundtable.engine.message;

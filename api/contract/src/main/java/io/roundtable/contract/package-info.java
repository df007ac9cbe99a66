/** What may be said and what has happened. */
@org.jspecify.annotations.NullMarked
package io.roundtable.contract;

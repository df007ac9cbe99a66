/** The schemas of all that is said and has happened, made from the records themselves, and how they may change. */
@org.jspecify.annotations.NullMarked
package io.roundtable.contract.schema;

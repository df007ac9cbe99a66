/** Messages as they are said. */
@org.jspecify.annotations.NullMarked
package io.roundtable.contract.message;

/** A service that counts what each agent has said, exactly once, into a database of its own. */
@org.jspecify.annotations.NullMarked
package io.roundtable.examples.counting;

/** Words for the way of a message from its recipient's queue to its end. */
@org.jspecify.annotations.NullMarked
package io.roundtable.contract.delivery;

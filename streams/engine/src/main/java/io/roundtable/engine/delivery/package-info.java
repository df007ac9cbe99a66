/** How messages reach their recipient, or fail to. */
@org.jspecify.annotations.NullMarked
package io.roundtable.engine.delivery;

/** Sandboxes: definition, status machine, health. */
@org.jspecify.annotations.NullMarked
package io.roundtable.contract.sandbox;

/**
 * The write side of the projection: events are folded into rows, and rows and checkpoint move in one transaction.
 */
@NullMarked
package io.roundtable.persistence.projection;

import org.jspecify.annotations.NullMarked;

/** How tests talk to a node over HTTP: persons, rooms, what they ask and what they are answered. */
@NullMarked
package io.roundtable.testkit.talk;

import org.jspecify.annotations.NullMarked;

/**
 * Kafka and a database for tests. {@link io.roundtable.testkit.TestStack} is the door: embedded by default, containers
 * with the Maven profile {@code containers}.
 */
@NullMarked
package io.roundtable.testkit;

import org.jspecify.annotations.NullMarked;

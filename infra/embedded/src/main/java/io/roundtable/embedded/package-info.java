/**
 * Kafka and PostgreSQL beside the application, for development and tests: nothing to install, nothing to configure.
 *
 * <p>Kafka runs in this VM, PostgreSQL as a child process. Both keep their data in a directory the caller names, survive
 * {@code kill -9} of this VM, and go on where they were when they are started on the same directory again.
 */
@NullMarked
package io.roundtable.embedded;

import org.jspecify.annotations.NullMarked;

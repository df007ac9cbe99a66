/** What the database has to do with restoring a log from an archive. */
@NullMarked
package io.roundtable.persistence.archive;

import org.jspecify.annotations.NullMarked;

/** The read side: one small class for each question, over the tables of one projection version. */
@NullMarked
package io.roundtable.persistence.query;

import org.jspecify.annotations.NullMarked;

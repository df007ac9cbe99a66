/** The door to PostgreSQL: the pool, the migrations and what is generated from them. */
@NullMarked
package io.roundtable.persistence;

import org.jspecify.annotations.NullMarked;

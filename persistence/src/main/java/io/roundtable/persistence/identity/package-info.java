/** The system of record for users, refresh tokens and signing keys: tables, never events. */
@NullMarked
package io.roundtable.persistence.identity;

import org.jspecify.annotations.NullMarked;

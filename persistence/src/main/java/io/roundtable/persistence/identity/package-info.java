/** The system of record for users, refresh tokens, sandbox keys, signing keys and webhook secrets: tables, never events. */
@NullMarked
package io.roundtable.persistence.identity;

import org.jspecify.annotations.NullMarked;

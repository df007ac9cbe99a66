/** Who calls: registration, login, sessions, and the tokens by which every request is known. */
@NullMarked
package io.roundtable.http.identity;

import org.jspecify.annotations.NullMarked;

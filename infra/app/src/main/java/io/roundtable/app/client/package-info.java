/** Talking to a Roundtable server by HTTP, as somebody who has logged in. */
@NullMarked
package io.roundtable.app.client;

import org.jspecify.annotations.NullMarked;

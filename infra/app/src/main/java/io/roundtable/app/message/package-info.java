/** Commands that send and receive messages. */
@NullMarked
package io.roundtable.app.message;

import org.jspecify.annotations.NullMarked;

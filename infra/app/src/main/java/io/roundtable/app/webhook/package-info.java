/** Commands for webhooks of a workspace, to which its events are sent. */
@NullMarked
package io.roundtable.app.webhook;

import org.jspecify.annotations.NullMarked;

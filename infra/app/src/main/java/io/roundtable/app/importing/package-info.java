/** Conversations from a file into workspaces, through the public API. */
@NullMarked
package io.roundtable.app.importing;

import org.jspecify.annotations.NullMarked;

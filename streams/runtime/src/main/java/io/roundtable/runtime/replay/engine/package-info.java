/** The engine's stores against the logs: compared, and made anew where their changelogs are lost. */
@NullMarked
package io.roundtable.runtime.replay.engine;

import org.jspecify.annotations.NullMarked;

/** What an installation is told: from options, the environment and a file. */
@NullMarked
package io.roundtable.app.settings;

import org.jspecify.annotations.NullMarked;

/** Main, its commands and what they share. */
@NullMarked
package io.roundtable.app;

import org.jspecify.annotations.NullMarked;

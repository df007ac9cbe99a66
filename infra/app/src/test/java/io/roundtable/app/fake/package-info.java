@NullMarked
package io.roundtable.app.fake;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.roundtable.http.identity;

import org.jspecify.annotations.NullMarked;

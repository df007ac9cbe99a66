@NullMarked
package io.roundtable.http.feed;

import org.jspecify.annotations.NullMarked;

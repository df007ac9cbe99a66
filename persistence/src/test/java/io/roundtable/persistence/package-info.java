@NullMarked
package io.roundtable.persistence;

import org.jspecify.annotations.NullMarked;

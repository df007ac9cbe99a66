@NullMarked
package io.roundtable.persistence.identity;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.roundtable.persistence.projection;

import org.jspecify.annotations.NullMarked;

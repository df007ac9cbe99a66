@NullMarked
package io.roundtable.persistence.query;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.roundtable.persistence.version;

import org.jspecify.annotations.NullMarked;

/** Whether each command has come to one outcome: what was counted, and what doesn't hold. */
@NullMarked
package io.roundtable.persistence.audit;

import org.jspecify.annotations.NullMarked;

/** Whether every command has come to one outcome. For operators. */
@NullMarked
package io.roundtable.http.audit;

import org.jspecify.annotations.NullMarked;

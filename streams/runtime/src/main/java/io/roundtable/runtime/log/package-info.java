/** Reading the topics apart from how they are consumed: in no group, and only what is committed. */
@NullMarked
package io.roundtable.runtime.log;

import org.jspecify.annotations.NullMarked;

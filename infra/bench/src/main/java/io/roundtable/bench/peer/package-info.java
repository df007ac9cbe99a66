/** Message brokers that some machine has installed, each in an instance of its own beside the product. */
@NullMarked
package io.roundtable.bench.peer;

import org.jspecify.annotations.NullMarked;

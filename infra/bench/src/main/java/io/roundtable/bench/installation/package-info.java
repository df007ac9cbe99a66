/** What is measured: a broker, a database and the product's roles, each in a process of its own. */
@NullMarked
package io.roundtable.bench.installation;

import org.jspecify.annotations.NullMarked;

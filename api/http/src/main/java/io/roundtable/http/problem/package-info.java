/** What is said when something can't be done: RFC 9457, one table of codes. */
@org.jspecify.annotations.NullMarked
package io.roundtable.http.problem;

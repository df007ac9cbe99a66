/** Health, documents, and what became of a command. */
@org.jspecify.annotations.NullMarked
package io.roundtable.http.operations;

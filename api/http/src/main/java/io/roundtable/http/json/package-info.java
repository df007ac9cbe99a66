/** Requests and answers in JSON. */
@org.jspecify.annotations.NullMarked
package io.roundtable.http.json;

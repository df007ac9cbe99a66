/** Tests. */
@org.jspecify.annotations.NullMarked
package io.roundtable.http.webhook;

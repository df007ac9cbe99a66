/** What may be done to a sandbox, and how it lives. */
@org.jspecify.annotations.NullMarked
package io.roundtable.engine.sandbox;

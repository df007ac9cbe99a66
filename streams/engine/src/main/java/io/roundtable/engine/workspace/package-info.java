/** What may be done to a workspace and its members. */
@org.jspecify.annotations.NullMarked
package io.roundtable.engine.workspace;

/** Workspaces, their settings and members. */
@org.jspecify.annotations.NullMarked
package io.roundtable.contract.workspace;

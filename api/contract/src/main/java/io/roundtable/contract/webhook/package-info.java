/** Where a webhook may go, and what it is signed with: checked alike where it is set and where it is sent. */
@org.jspecify.annotations.NullMarked
package io.roundtable.contract.webhook;

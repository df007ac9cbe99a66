/** What subscriptions of workspaces to their events are made of. */
@org.jspecify.annotations.NullMarked
package io.roundtable.contract.subscription;

package io.roundtable.persistence.identity;

import io.roundtable.contract.webhook.WebhookSecret;

/** What became of a wish for a new secret. */
public sealed interface SecretRotation {

    /** The new one signs from now on; shown this once. */
    record Rotated(WebhookSecret secret) implements SecretRotation {}

    /** The endpoint has none to rotate. */
    record Unknown() implements SecretRotation {}

    /** As many are still valid as may be: wait until one ends, or end them by an overlap of zero. */
    record TooMany() implements SecretRotation {}
}

package io.roundtable.runtime.courier;

import io.roundtable.contract.Check;
import io.roundtable.contract.KafkaAccess;

/**
 * What an operator may set about a courier.
 *
 * @param kafka how it is reached
 * @param schemas absolute URI before {@code ce_type} in {@code ce_dataschema}
 * @param maxInFlight attempts at a time, 1 to 100,000: more than all hanging endpoints can hold up together, since what
 *     is beyond it waits, whoever it is for
 */
public record CourierSettings(KafkaAccess kafka, String schemas, int maxInFlight) {

    public static final int DEFAULT_IN_FLIGHT = 8_000;

    public CourierSettings {
        new Check().range("max_in_flight", maxInFlight, 1, 100_000).done();
    }
}

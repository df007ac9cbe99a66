package io.roundtable.runtime.courier;

import java.util.Map;

/** The share group of the couriers. */
public final class CourierGroup {

    public static final String ID = "roundtable-courier";

    /**
     * What the group has to be set to before the first courier joins it: by Kafka's defaults couriers would send what an
     * aborted transaction had written, and skip what was there before them.
     */
    public static final Map<String, String> SETTINGS =
            Map.of("share.isolation.level", "read_committed", "share.auto.offset.reset", "earliest");

    private CourierGroup() {}
}

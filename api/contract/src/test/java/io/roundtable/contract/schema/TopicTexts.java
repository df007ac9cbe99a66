package io.roundtable.contract.schema;

import io.roundtable.contract.Topics;

/** What people are told about each topic. */
record TopicTexts(String channel, String title, String summary, String description) {

    static TopicTexts of(String topic) {
        return switch (topic) {
            case Topics.EVENTS ->
                new TopicTexts("events", "Events", "What has happened: the record of everything.", """
                    **Order.** All that happens in a workspace stands in one partition, in the order in which it happened. \
                    Each event has the next number of its partition in `ce_sequence`, without gaps, so that a reader sees \
                    whether it has missed or repeated one.

                    **Reading.** With `isolation.level=read_committed`: events are written in transactions, and others may \
                    have been aborted. Offsets have gaps; sequences don't. Whoever has dealt with a position \
                    (topic id, partition, sequence) has dealt with all before it in that partition.

                    **Kept** for ever: a new reader begins with the first event there ever was.\
                    """);
            case Topics.COMMANDS ->
                new TopicTexts(
                        "commands",
                        "Commands",
                        "What somebody, or a timer, has asked for, whether or not it will be.",
                        """
                        Nobody but Roundtable's own nodes writes here: what else is found is kept as a dead letter. The record's \
                        time is the broker's (`LogAppendTime`), and the time in which the command is decided.

                        **Order.** As they were accepted, within a workspace. **Kept** for 7 days.\
                        """);
            case Topics.REPLIES ->
                new TopicTexts("replies", "Replies", "The one outcome of each command: accepted or rejected.", """
                    They hold ids and positions, and no content. Read them with `isolation.level=read_committed`.

                    **Order.** That of the commands, within a workspace. **Kept** for 7 days.\
                    """);
            case Topics.DELIVERIES ->
                new TopicTexts(
                        "deliveries",
                        "Deliveries",
                        "Each attempt to send a message, or events, to a webhook that has to be made.",
                        """
                        For the couriers, which share them in a share group of Kafka: each record is the event by which a \
                        courier got the message or the order, and the same as among the events.

                        **Order.** None that matters: an attempt is the engine's to repeat. **Kept** for a day.\
                        """);
            case Topics.DEAD_LETTERS ->
                new TopicTexts(
                        "dead-letters",
                        "Dead letters",
                        "Messages and events that were given up, and records that could not be handled, with their"
                                + " original bytes.",
                        """
                        The value is the original's, byte by byte; its headers stand behind `original.`; other headers say where \
                        it stood and why it is here.

                        **Order.** That of the failures, within a workspace. **Kept** for ever.\
                        """);
            default -> throw new IllegalArgumentException("not one of our topics: " + topic);
        };
    }
}

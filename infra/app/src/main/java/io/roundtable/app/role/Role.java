package io.roundtable.app.role;

/** A part of Roundtable that a process can run, alone or beside others. */
public enum Role {
    /** Answers HTTP: appends commands, tails replies and events, reads tables. */
    API,
    /** Decides commands: a Kafka Streams application. */
    ENGINE,
    /** Writes events and replies into PostgreSQL tables. */
    PROJECTOR,
    /** Sends messages to webhooks. */
    COURIER
}

package io.roundtable.runtime.command;

/** What all partitions of an engine share. */
record EngineParts(
        TimerAppender appender, EngineMetrics metrics, Logs logs, EngineProgress progress, CommitPace pace) {}

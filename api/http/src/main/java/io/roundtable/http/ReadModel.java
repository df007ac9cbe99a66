package io.roundtable.http;

import org.jooq.DSLContext;

/** The tables that reads are answered from: those of the active version of the projection. */
public record ReadModel(DSLContext sql) {}

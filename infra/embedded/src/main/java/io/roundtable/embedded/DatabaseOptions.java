package io.roundtable.embedded;

import java.nio.file.Path;

/**
 * Where an embedded PostgreSQL keeps its data, where it listens, and whether its data must survive.
 *
 * @param dataDir created when missing; belongs to one server at a time
 * @param port 1 to 65535, or 0 for any free one
 * @param durable true: a committed transaction survives a power cut ({@code fsync}, {@code synchronous_commit},
 *     {@code full_page_writes} on); false: faster, for data that may be thrown away. Either survives {@code kill -9} of
 *     this VM
 */
public record DatabaseOptions(Path dataDir, int port, boolean durable) {
    public DatabaseOptions {
        dataDir = dataDir.toAbsolutePath().normalize();
        Ports.requireValid(port);
    }
}

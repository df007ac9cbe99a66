package io.roundtable.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;

/** Choosing and checking TCP ports before anything is started on them. */
final class Ports {
    static final int ANY = 0;
    static final int MAX = 65_535;

    private Ports() {}

    static int requireValid(int port) {
        if (port < ANY || port > MAX) {
            throw new IllegalArgumentException("port must be 0 to " + MAX + " but was " + port);
        }
        return port;
    }

    /** The port itself once it is known to be free, or a free one where {@link #ANY} was asked for. */
    static int claim(int port) {
        // Binding every address fails where any single address is taken, loopback included.
        try (var socket = new ServerSocket(port)) {
            return socket.getLocalPort();
        } catch (BindException e) {
            throw new PortTakenException(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

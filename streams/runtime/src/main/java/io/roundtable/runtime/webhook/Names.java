package io.roundtable.runtime.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a host's name into addresses. May block for as long as the system's resolver does. */
interface Names {

    /** All addresses of the name, the preferred first; never empty. */
    List<InetAddress> addressesOf(String name) throws UnknownHostException;

    /** The system's own resolver. */
    static Names ofSystem() {
        return name -> List.of(InetAddress.getAllByName(name));
    }
}
